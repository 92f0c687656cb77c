/** Sources of cards: one of everything that is drawn, and one of everything that is not. */
export const GALLERY_CARD = `
import * as ui from '@hubspot/ui-extensions';
import { useState } from 'react';

const { hubspot, Accordion, Alert, AutoGrid, Box, Button, ButtonRow, Checkbox, CurrencyInput, DateInput, DescriptionList,
  DescriptionListItem, Divider, Dropdown, EmptyState, ErrorState, Flex, Form, Heading, Icon, Illustration, Input, Link, List,
  LoadingButton, LoadingSpinner, Modal, ModalBody, ModalFooter, MultiSelect, NumberInput, ProgressBar, ScoreCircle,
  SearchInput, Select, Statistics, StatisticsItem, StatisticsTrend, StatusTag, StepIndicator, Tab, Table, TableBody,
  TableCell, TableHead, TableHeader, TableRow, Tabs, Tag, Text, TextArea, Tile, TimeInput, Toggle, ToggleGroup } = ui;

hubspot.extend(({ actions }) => <Gallery actions={actions} />);

function Gallery({ actions }) {
  const [said, say] = useState('nothing');
  return (
    <Flex direction="column" gap="lg">
      <Heading>Everything</Heading>
      <Text variant="microcopy">said: {said}</Text>
      <Flex direction="column" gap="sm">
        <Alert title="Good to know" variant="info">An information.</Alert>
        <Alert title="Saved" variant="success" />
        <Alert title="Be careful" variant="warning">Something may go wrong.</Alert>
        <Alert title="Failed" variant="danger">Something went wrong.</Alert>
      </Flex>
      <ButtonRow>
        <Button variant="primary">Primary</Button>
        <Button>Secondary</Button>
        <Button variant="destructive">Delete</Button>
        <Button variant="transparent">Transparent</Button>
        <Button disabled>Disabled</Button>
        <LoadingButton loading>Saving</LoadingButton>
        <Button size="xs">Extra small</Button>
        <Dropdown buttonText="More" options={[{ label: 'Copy' }]} />
        <Button overlay={
          <Modal id="sure" title="Are you sure?">
            <ModalBody><Text>It cannot be undone.</Text></ModalBody>
            <ModalFooter><Button variant="primary" onClick={() => actions.closeOverlay('sure')}>Yes</Button></ModalFooter>
          </Modal>
        }>Ask</Button>
      </ButtonRow>
      <Flex direction="row" gap="sm" wrap align="center">
        <Tag>Plain</Tag><Tag variant="success">Won</Tag><Tag variant="error">Lost</Tag>
        <StatusTag variant="success">Active</StatusTag><StatusTag variant="warning">Past due</StatusTag>
        <StatusTag variant="danger">Canceled</StatusTag><StatusTag variant="info">Trial</StatusTag><StatusTag>None</StatusTag>
        <Icon name="email" screenReaderText="Mail" /><Icon name="success" color="success" />
        <Link href={{ url: 'https://site.example', external: true }}>Our site</Link>
        <LoadingSpinner label="Loading the score" showLabel />
        <ScoreCircle score={72} />
        <Illustration name="lock" alt="A lock" width={48} />
      </Flex>
      <AutoGrid columnWidth={180} gap="md" flexible>
        <Tile><Text format={{ fontWeight: 'demibold' }}>A tile</Text><Text>with text</Text></Tile>
        <Tile><Text>Another</Text></Tile>
        <Tile compact><Text truncate>A line that is much too long to fit into a tile as small as this one</Text></Tile>
      </AutoGrid>
      <ProgressBar title="Records" value={8200} maxValue={10000} valueDescription="8,200 of 10,000 used" variant="warning" />
      <Statistics>
        <StatisticsItem label="Visits" number="1,204"><StatisticsTrend direction="increase" value="12%" /></StatisticsItem>
        <StatisticsItem label="Bounces" number={31}><StatisticsTrend direction="decrease" value="3%" color="green" /></StatisticsItem>
      </Statistics>
      <DescriptionList direction="row">
        <DescriptionListItem label="Plan"><Text>Team</Text></DescriptionListItem>
        <DescriptionListItem label="Renews on"><Text>May 4, 2027</Text></DescriptionListItem>
      </DescriptionList>
      <StepIndicator stepNames={['Plan', 'Pay', 'Done']} currentStep={1} />
      <List><Text>One</Text><Text>Two</Text></List>
      <Divider />
      <Table bordered>
        <TableHead><TableRow><TableHeader>Name</TableHeader><TableHeader sortDirection="ascending" onSortChange={() => undefined}>Amount</TableHeader></TableRow></TableHead>
        <TableBody>
          <TableRow><TableCell>Harbor Supplies</TableCell><TableCell>$1,200.00</TableCell></TableRow>
          <TableRow><TableCell>Lumen Works</TableCell><TableCell>$300.00</TableCell></TableRow>
        </TableBody>
      </Table>
      <Tabs defaultSelected="first">
        <Tab tabId="first" title="First"><Text>The first panel</Text></Tab>
        <Tab tabId="second" title="Second"><Text>The second panel</Text></Tab>
      </Tabs>
      <Accordion title="More of it"><Text>What was folded</Text></Accordion>
      <Form onSubmit={({ targetValue }) => say(JSON.stringify(targetValue))}>
        <Input label="First name" name="name" required description="As on the invoice." />
        <TextArea label="About them" name="about" placeholder="A few words" />
        <SearchInput label="Find" name="find" />
        <NumberInput label="Seats" name="seats" value={3} />
        <CurrencyInput label="Price" name="price" currency="EUR" error validationMessage="Enter a price." />
        <DateInput label="From" name="from" value={{ year: 2026, month: 10, date: 20 }} />
        <TimeInput label="At" name="at" value={{ hours: 9, minutes: 5 }} />
        <Select label="Size" name="size" options={[{ label: 'Small', value: 'sm' }, { label: 'Large', value: 'lg' }]} onChange={(value) => say('size=' + value)} />
        <MultiSelect label="Days" name="days" options={[{ label: 'Monday', value: 1 }, { label: 'Friday', value: 5 }]} />
        <Toggle label="Send a copy" name="copy" />
        <Checkbox name="agree">I agree</Checkbox>
        <ToggleGroup label="How" name="how" toggleType="radioButtonList" inline options={[{ label: 'By mail', value: 'mail' }, { label: 'By phone', value: 'phone' }]} onChange={(value) => say('how=' + value)} />
        <Box><Button type="submit" variant="primary">Send</Button></Box>
      </Form>
      <EmptyState title="Nothing yet" layout="horizontal" imageName="contacts"><Text>Add the first one.</Text></EmptyState>
      <ErrorState title="It broke"><Text>Try again later.</Text></ErrorState>
    </Flex>
  );
}
`;

/** Things that HubSpot has and this page has not, and things that HubSpot has not. */
export const STRANGE_CARD = `
import { BarChart, Button, Flex, hubspot, InventedTomorrow, Text } from '@hubspot/ui-extensions';
import { CrmPropertyList, useCrmProperties } from '@hubspot/ui-extensions/crm';
import { GridItem } from '@hubspot/ui-extensions/experimental';
import { useState } from 'react';

hubspot.extend(() => <Strange />);

function Strange() {
  const { properties } = useCrmProperties(['email']);
  const [refusal, setRefusal] = useState('');
  return (
    <Flex direction="column" gap="sm">
      <BarChart data={[]} ><Text>within the chart</Text></BarChart>
      <CrmPropertyList properties={['email']} />
      <GridItem />
      <div>HTML</div>
      <InventedTomorrow />
      <Text>window {typeof window}, storage {typeof localStorage}, self {typeof self}</Text>
      <Text>Email: {properties.email}</Text>
      <Button onClick={() => hubspot.fetch('https://elsewhere.example/x', { method: 'POST' }).catch((error) => setRefusal(error.message))}>Call elsewhere</Button>
      <Text>{refusal}</Text>
    </Flex>
  );
}
`;
