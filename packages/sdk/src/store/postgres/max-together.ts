import { sql } from 'kysely';

/** Most calls that go as one statement. */
export const MAX_TOGETHER = 20;

/** Tells the planner how many rows a list has at most: it reckons with a hundred otherwise, and reads a whole table rather than look so many up. */
export const AT_MOST = sql`LIMIT ${sql.lit(MAX_TOGETHER)}`;
