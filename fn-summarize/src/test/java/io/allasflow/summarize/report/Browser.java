package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A headless Chromium that notes what a page says on its console and asks of the network.
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    /// @param scripts whether pages may run any
    Browser(Path downloads, boolean scripts) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--force-device-scale-factor=1");
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript",
                scripts ? 1 : 2));
        driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
                options);
        driver.executeCdpCommand("Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    void look(int width, int height, String colours) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    void open(Path page) {
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(page.toUri().toString());
    }

    /// What was asked for, other than the page itself.
    List<String> requests() {
        var asked = new ArrayList<String>();
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            var message = json(entry.getMessage()).path("message");
            var url = message.path("params").path("request").path("url").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent")
                    && !url.equals(driver.getCurrentUrl())) {
                asked.add(url);
            }
        }
        return asked;
    }

    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(entry -> entry.getMessage()).toList();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
    }

    void choose(String selector, String text) {
        find(selector).findElements(By.tagName("option")).stream().filter(option -> option.getText().equals(text))
                .findFirst().orElseThrow().click();
    }

    /// As a person does it.
    void type(String selector, String text) {
        find(selector).clear();
        find(selector).sendKeys(text);
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /// Serious and critical findings of axe-core.
    List<String> barriers() {
        try (var axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";window.axe = axe;");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        var found = json((String) driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run().then(result => done(JSON.stringify(result.violations)), error => done('[{"id":"' + error + '"}]'));
                """));
        return found.valueStream()
                .filter(barrier -> !List.of("minor", "moderate").contains(barrier.path("impact").asText()))
                .map(barrier -> barrier.path("id").asText() + ": "
                        + barrier.path("nodes").valueStream().limit(3).map(node -> node.path("html").asText() + " "
                                + node.path("failureSummary").asText()).toList())
                .toList();
    }

    /// The whole page.
    byte[] picture() {
        var size = json((String) run("return JSON.stringify([innerWidth, document.documentElement.scrollHeight])"));
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", size.get(0).asInt(), "height",
                Math.min(size.get(1).asInt(), 12_000), "deviceScaleFactor", 1, "mobile", false));
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
