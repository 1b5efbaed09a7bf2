// Runs the real program and the system's Chromium for the browser tests:
//
//   const server = await startServer();          // hoanhap up, on a free port and an empty data folder
//   const browser = await openBrowser(server);
//   const page = await browser.page();           // a session of its own; paths are enough: page.goto("/nguoi")
//   await login(page, "user", "password");
//   assert.deepEqual(await axe(page), []);
//   await browser.close(); await server.stop();
//
// HOANHAP_TEST_BINARY and HOANHAP_TEST_CHROMIUM name other programs than target/debug/hoanhap and
// /usr/bin/chromium.

import { AxeBuilder } from "@axe-core/playwright";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const PROGRAM = process.env.HOANHAP_TEST_BINARY ?? fileURLToPath(new URL("../../target/debug/hoanhap", import.meta.url));
const CHROMIUM = process.env.HOANHAP_TEST_CHROMIUM ?? "/usr/bin/chromium";
const READY = /^Hòa Nhập: (http:\/\/\S+)$/;
const START_SECONDS = 60;
const STOP_SECONDS = 15;

// As root Chromium only starts without its sandbox; it shows our own pages only. The rest keeps it from
// calling out.
const CHROMIUM_FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Starts the program and waits for the line that says where it answers. `command` is `up`, or `demo` for
 * its accounts; `options` are further arguments, `settings` further environment variables.
 */
export async function startServer({ command = "up", options = [], settings = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), "hoanhap-browser-"));
  const log = [];
  const child = spawn(PROGRAM, [command, "--data", data, ...options], {
    env: { ...process.env, HOANHAP__HTTP__LISTEN: "127.0.0.1:0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("exit", (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
  // A test file that fails halfway must not leave the program behind.
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  createInterface({ input: child.stderr }).on("line", (line) => log.push(line));

  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
    const how = await ended;
    clearTimeout(timer);
    process.off("exit", killAtExit);
    await rm(data, { recursive: true, force: true });
    return how;
  };

  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      log.push(line);
      const address = READY.exec(line)?.[1];
      if (address) resolve({ address });
    });
  });
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve({ problem: `said nothing for ${START_SECONDS} s` }), START_SECONDS * 1000);
  });
  const { address, problem } = await Promise.race([ready, late, ended.then((how) => ({ problem: how }))]);
  clearTimeout(timer);
  if (problem) {
    await stop();
    throw new Error(`${PROGRAM} ${problem}\n${log.slice(-20).join("\n")}`);
  }
  return { url: address, data, log, stop };
}

/** Opens Chromium for the pages of `server`. */
export async function openBrowser(server) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: CHROMIUM_FLAGS });
  return {
    /** A page in a session of its own, as an office in Việt Nam has it; `options` as for newContext. */
    async page(options = {}) {
      const context = await browser.newContext({
        baseURL: server.url, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", viewport: { width: 1280, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(15_000);
      return context.newPage();
    },
    close: () => browser.close(),
  };
}

/** Signs in through the page; an account that is refused is an error with the page's own words. */
export async function login(page, user, password) {
  await page.goto("/dang-nhap");
  await page.locator("#username").fill(user);
  await page.locator("#password").fill(password);
  await page.locator("form[action='/dang-nhap'] button").click();
  await page.waitForLoadState();
  if (new URL(page.url()).pathname === "/dang-nhap") {
    throw new Error(`${user} was not let in: ${await page.locator("#errors").innerText()}`);
  }
}

/** What axe finds wrong with the page, one line each: rule, meaning, places. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`);
}
