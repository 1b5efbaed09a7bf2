import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, seed, signIn } from "./seed.mjs";

let server;
let browser;
let stay;
let certificate;

before(async () => {
  server = await startServer({
    command: "demo", options: ["--empty"], settings: { HOANHAP__CERTIFICATES__PAGE: "https://hoanhap.example/chung-nhan" },
  });
  const made = await seed(server.url);
  const officer = await signIn(server.url, "dongthap");
  const stays = await officer("GET", `/facility/v1/admissions?person_id=${made.people[0]}`);
  stay = stays.items[0];
  certificate = await officer("GET", `/facility/v1/admissions/${stay.id}/certificate`);
  browser = await openBrowser(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const sheet = () => `/co-so/${stay.facility_id}/2019-12-20/luot/${stay.id}/giay-chung-nhan`;

test("anybody types a code, with or without JavaScript, and is told that it holds", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.page({ javaScriptEnabled });
    await page.goto("/chung-nhan");
    await page.locator("#code").fill(certificate.code.toLowerCase());
    await page.locator("form button").click();
    assert.equal(await page.locator("#answer").getAttribute("data-status"), "valid");
    assert.match(await page.locator("#answer").innerText(), /Còn hiệu lực/);
  }
});

test("the scanned address answers, in English too, and comes back after the switch", async () => {
  const page = await browser.page();
  await page.goto(new URL(certificate.scanned).pathname);
  assert.equal(await page.locator("#answer").getAttribute("data-status"), "valid");
  await page.locator("a.switch").click();
  assert.match(await page.locator("#answer").innerText(), /Valid/);
});

test("the page tells nothing of person, paper or place", async () => {
  const page = await browser.page();
  await page.goto(`/chung-nhan?ma=${certificate.code}`);
  const html = await page.content();
  for (const told of ["Đức", "12/GCN", "20/12/2019", "2019-12-20", "Cơ sở Điều trị nghiện", stay.id, certificate.id]) {
    assert.ok(!html.includes(told), told);
  }
});

test("a slip is named by its group and keeps what was typed", async () => {
  const page = await browser.page();
  await page.goto("/chung-nhan");
  const wrong = certificate.code[0] === "7" ? "8" : "7";
  await page.locator("#code").fill(wrong + certificate.code.slice(1));
  await page.locator("form button").click();
  assert.match(await page.locator("#errors").innerText(), /Nhóm 1/);
  assert.equal(await page.locator("#code").inputValue(), wrong + certificate.code.slice(1));
  assert.equal(await page.locator("#answer").count(), 0);
  assert.deepEqual(await axe(page), []);
});

test("no answer has an accessibility fault, and nothing scrolls sideways at 320 pixels", async () => {
  const page = await browser.page({ viewport: { width: 320, height: 800 } });
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/chung-nhan`);
    for (const path of ["/chung-nhan", `/chung-nhan?ma=${certificate.code}`]) {
      await page.goto(path);
      assert.deepEqual(await axe(page), [], `${language} ${path}`);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= room, `${language} ${path}: ${wide} > ${room}`);
    }
  }
});

test("the sheet is found from the stay, has no accessibility fault and fits the screen", async () => {
  const page = await browser.page();
  await login(page, "dongthap", PASSWORD);
  await page.goto(sheet().replace("/giay-chung-nhan", ""));
  await page.locator("main a[href$='/giay-chung-nhan']").click();
  assert.match(await page.locator(".sheet").innerText(), /NGUYỄN VĂN ĐỨC/);
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize({ width: 320, height: 800 });
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `${wide} > ${room}`);
});

test("the printed sheet is one A4 page with a QR code of three centimetres and no frame of the site", async () => {
  const page = await browser.page();
  await login(page, "dongthap", PASSWORD);
  await page.goto(sheet());
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".qr svg").isVisible());
  const millimetres = (await page.locator(".qr svg").boundingBox()).width / 96 * 25.4;
  assert.ok(millimetres >= 30, `${millimetres} mm`);
  for (const hidden of ["header.top", "#menu", "main > .head"]) {
    assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  }
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, 1);
});

test("the picture is downloaded as a PNG", async () => {
  const page = await browser.page();
  await login(page, "dongthap", PASSWORD);
  const picture = await page.request.get(`${sheet()}/qr`);
  assert.equal(picture.headers()["content-type"], "image/png");
  assert.equal((await picture.body()).subarray(1, 4).toString(), "PNG");
});
