import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await openBrowser(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the sign-in page is Vietnamese and has no accessibility fault", async () => {
  const page = await browser.page();
  await page.goto("/dang-nhap");
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  assert.deepEqual(await axe(page), []);
});

test("a page behind the sign-in leads to it", async () => {
  const page = await browser.page();
  await page.goto("/nguoi");
  assert.equal(new URL(page.url()).pathname, "/dang-nhap");
});

test("an unknown account is refused, and the typed name stays", async () => {
  const page = await browser.page();
  await assert.rejects(login(page, "khong-co-ai", "sai-mat-khau"), /khong-co-ai was not let in: \S/);
  assert.equal(await page.locator("#username").inputValue(), "khong-co-ai");
  assert.deepEqual(await axe(page), []);
});
