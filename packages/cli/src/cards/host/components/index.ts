/** Every component of HubSpot's that the page draws, under HubSpot's names. */
export { Button, ButtonRow, Dropdown, LoadingButton } from './buttons.js';
export { Checkbox, MultiSelect, RadioButton, Select, Toggle, ToggleGroup } from './choices.js';
export { Modal, ModalBody, ModalFooter, Panel, PanelBody, PanelFooter, PanelSection } from './dialogs.js';
export {
  DescriptionList,
  DescriptionListItem,
  Image,
  ScoreCircle,
  Statistics,
  StatisticsItem,
  StatisticsTrend,
  StepIndicator,
} from './facts.js';
export { Alert, EmptyState, ErrorState, LoadingSpinner, ProgressBar } from './feedback.js';
export { Accordion, Tab, Tabs } from './folds.js';
export { Form } from './form.js';
export { Illustration } from './illustration.js';
export {
  CurrencyInput,
  DateInput,
  Input,
  NumberInput,
  SearchInput,
  StepperInput,
  TextArea,
  Textarea,
  TimeInput,
} from './inputs.js';
export { AutoGrid, Box, Card, Divider, Flex, Inline, Spacer, Stack, Tile } from './layout.js';
export { Tooltip } from './overlay.js';
export { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from './table.js';
export { Heading, Icon, Link, List, StatusTag, Tag, Text } from './text.js';
