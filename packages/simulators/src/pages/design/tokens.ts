/** Which vendor a page stands in for; it only changes the accent. */
export type PageTheme = 'hubspot' | 'stripe';

/** Colours, sizes and radii of every simulated page, light and dark. Text on accent keeps a contrast of 4.5 or more. */
export const tokenStyles = `
:root {
  color-scheme: light dark;
  --ink: #1b2733;
  --ink-soft: #51606f;
  --surface: #ffffff;
  --canvas: #f4f6f8;
  --sunken: #f7f9fb;
  --line: #dbe2e9;
  --line-strong: #8595a5;
  --good: #0b6b4f;
  --good-soft: #e4f5ee;
  --bad: #b3261e;
  --bad-soft: #fdeceb;
  --warn: #7a4b00;
  --warn-soft: #fff4df;
  --shadow: 0 1px 2px rgb(27 39 51 / 8%), 0 8px 28px rgb(27 39 51 / 7%);
  --radius: 12px;
  --radius-small: 8px;
  --space: 16px;
}
.theme-hubspot { --accent: #c2410c; --accent-strong: #9a3412; --accent-soft: #fff1ea; --on-accent: #ffffff; --bar: #22303d; --on-bar: #ffffff; }
.theme-stripe { --accent: #4f46e5; --accent-strong: #4338ca; --accent-soft: #eef0ff; --on-accent: #ffffff; --bar: #16202b; --on-bar: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #eaf0f6;
    --ink-soft: #a7b5c3;
    --surface: #18212b;
    --canvas: #10171e;
    --sunken: #131c25;
    --line: #2c3945;
    --line-strong: #73859a;
    --good: #69d6b0;
    --good-soft: #12312a;
    --bad: #ff9a92;
    --bad-soft: #3a1c1c;
    --warn: #f3c36b;
    --warn-soft: #35290f;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 28px rgb(0 0 0 / 30%);
  }
  .theme-hubspot { --accent: #ff9466; --accent-strong: #ffab87; --accent-soft: #33211a; --on-accent: #23120a; --bar: #0b1117; }
  .theme-stripe { --accent: #a5abff; --accent-strong: #bcc1ff; --accent-soft: #23264a; --on-accent: #14163a; --bar: #0b1117; }
}`;
