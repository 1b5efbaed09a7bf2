import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, daysAgo, seed, signIn } from "./seed.mjs";

let server;
let browser;
let made;

/** A treatment whose decision is three weeks old and that nobody began, one under way with a positive test, a team. */
async function treatments(base, { people }) {
  const officer = await signIn(base, "dongthap");
  const register = async (person, days) => (await officer("POST", "/community/v1/treatments", {
    person_id: person, site: "community", commune_code: "29869", occurred_on: days,
  })).id;
  const step = (id, on, step) => officer("POST", "/community/v1/steps", { treatment_id: id, occurred_on: on, step });
  const decided = { kind: "decided", number: "15/QĐ-UBND" };
  const late = await register(people[2], "2024-05-06");
  await step(late, "2024-05-08", decided);
  const running = await register(people[3], "2024-05-06");
  await step(running, "2024-05-08", decided);
  await step(running, "2024-05-10", { kind: "started" });
  await officer("POST", "/community/v1/entries", {
    treatment_id: running, occurred_on: "2024-05-20", entry: { kind: "drug_test", result: "positive" },
  });
  const team = { kind: "volunteer_team", commune_code: "29869", occurred_on: "2019-01-15", decision_number: "07/QĐ-UBND" };
  const group = (await officer("POST", "/community/v1/groups", team)).id;
  await officer("POST", "/community/v1/figures", { group_id: group, figure: "volunteer", value: 4, occurred_on: "2019-02-01" });
  return { late, running };
}

before(async () => {
  server = await startServer({ command: "demo", options: ["--empty"] });
  const seeded = await seed(server.url);
  made = { ...seeded, ...(await treatments(server.url, seeded)) };
  browser = await openBrowser(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const pages = () => [
  "/cong-dong", "/cong-dong?giai-doan=under_way", "/cong-dong/to-doi", "/cong-dong/to-doi?ngay=30/06/2019",
  `/cong-dong/${made.late}`, `/cong-dong/${made.running}`, `/cong-dong/${made.running}?tinh=01`,
  `/nguoi/${made.people[0]}/cai-nghien`,
];

async function signedIn(options) {
  const page = await browser.page(options);
  await login(page, "dongthap", PASSWORD);
  return page;
}

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));

test("no page has an accessibility fault, folded or not, in Vietnamese and in English", async () => {
  const page = await signedIn();
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    for (const path of pages()) {
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.deepEqual(await axe(page), [], `${language} ${path}`);
      await unfold(page);
      assert.deepEqual(await axe(page), [], `${language} ${path}, unfolded`);
    }
  }
});

test("nothing scrolls sideways at 320 pixels", async () => {
  const page = await signedIn({ viewport: { width: 320, height: 800 } });
  for (const path of pages()) {
    await page.goto(path);
    await unfold(page);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${path}: ${wide} > ${room}`);
  }
});

test("the most urgent treatment comes first, with its rule and what was found", async () => {
  const page = await signedIn();
  await page.goto("/cong-dong");
  const first = await page.locator("[data-rows] tbody tr").first().innerText();
  assert.match(first, /Quá hạn \d+ ngày/);
  assert.match(first, /Nghị định 116\/2021/);
  assert.match(first, /Không thực hiện/);
});

test("a book is written and a finding confirmed without JavaScript", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(`/cong-dong/${made.running}`);
  await page.locator("summary", { hasText: "Ghi vào sổ theo dõi" }).click();
  const entry = page.locator("form[action$='/so']");
  await entry.locator("[name=entry]").selectOption("session.counselling.came");
  await entry.locator("[name=occurred_on]").fill("21/05/2024");
  await Promise.all([page.waitForNavigation(), entry.locator("button").click()]);
  assert.match(await page.locator("main").innerText(), /Buổi tư vấn: có mặt/);

  await page.goto(`/cong-dong/${made.late}`);
  await page.locator("summary", { hasText: "Xác nhận và ghi kết thúc" }).click();
  const confirmation = page.locator(".findings form[action$='/cham-dut']");
  await confirmation.locator("[name=occurred_on]").fill("20/05/2024");
  await Promise.all([page.waitForNavigation(), confirmation.locator("button").click()]);
  assert.match(await page.locator("main").innerText(), /Đã ghi kết thúc/);
  assert.match(await page.locator("main").innerText(), /không thực hiện/);
  assert.equal(await page.locator("form[action$='/so']").count(), 0);
});

test("a count of groups equals the rows behind its link", async () => {
  const page = await signedIn();
  await page.goto("/cong-dong/to-doi");
  const link = page.locator("main a[data-count]").first();
  const count = Number(await link.getAttribute("data-count"));
  await link.click();
  assert.equal(Number(await page.locator("main [data-rows]").getAttribute("data-rows")), count);
  assert.equal(await page.locator("main [data-rows] tbody tr").count(), count);
});

test("a future day is refused at its field, and what was typed stays", async () => {
  const page = await signedIn();
  await page.goto(`/cong-dong/${made.running}`);
  await page.locator("summary", { hasText: "Ghi hoàn thành" }).click();
  const form = page.locator("form[action$='/hoan-thanh']");
  await form.locator("[name=certificate_number]").fill("12/GCN");
  const [year, month, day] = daysAgo(-2).split("-");
  await form.locator("[name=occurred_on]").fill(`${day}/${month}/${year}`);
  await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
  assert.match(await page.locator("#errors").innerText(), /tương lai/);
  assert.equal(await page.locator("form[action$='/hoan-thanh'] [name=certificate_number]").inputValue(), "12/GCN");
});
