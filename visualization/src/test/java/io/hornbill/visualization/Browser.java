package io.hornbill.visualization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real Chromium without a window, driven by its DevTools protocol; one page. */
final class Browser implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final Answers answers = new Answers();
  private final String session;
  private int next = 1;

  private Browser(Process process, URI address) throws Exception {
    this.process = process;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, answers)
            .get(60, TimeUnit.SECONDS);
    String target =
        ask("", "Target.createTarget", "{\"url\":\"about:blank\"}").get("targetId").asText();
    session =
        ask("", "Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}")
            .get("sessionId")
            .asText();
    ask("Page.enable", "{}");
  }

  /** Whether the machine has it. */
  static boolean isInstalled() {
    return executable() != null;
  }

  private static @Nullable Path executable() {
    return PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
  }

  static Browser start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                String.valueOf(executable()),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher found = LISTENING.matcher(line);
      if (found.find()) {
        Thread rest = new Thread(() -> out.lines().forEach(ignored -> {}));
        rest.setDaemon(true);
        rest.start();
        return new Browser(process, URI.create(found.group(1)));
      }
    }
    throw new IOException("Chromium does not start");
  }

  private JsonNode ask(String method, String parameters) throws Exception {
    return ask(session, method, parameters);
  }

  private JsonNode ask(String of, String method, String parameters) throws Exception {
    ObjectNode message = JSON.createObjectNode();
    int id = next++;
    message.put("id", id).put("method", method).set("params", JSON.readTree(parameters));
    if (!of.isEmpty()) {
      message.put("sessionId", of);
    }
    CompletableFuture<JsonNode> answer = answers.expect(id);
    socket.sendText(message.toString(), true).get(60, TimeUnit.SECONDS);
    JsonNode node = answer.get(60, TimeUnit.SECONDS);
    if (node.has("error")) {
      throw new IOException(node.toString());
    }
    return node.get("result");
  }

  void open(URI address) throws Exception {
    ask("Page.navigate", "{\"url\":\"" + address + "\"}");
  }

  void reload() throws Exception {
    ask("Page.reload", "{}");
  }

  /** Shows the page in a window of a size, light or dark. */
  void look(int width, int height, boolean dark) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}"
            .formatted(width, height));
    ask(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
            .formatted(dark ? "dark" : "light"));
  }

  void photograph(Path png) throws Exception {
    String data = ask("Page.captureScreenshot", "{}").get("data").asText();
    Files.write(png, Base64.getDecoder().decode(data));
  }

  /** The value of an expression of JavaScript, a promise's included. */
  JsonNode evaluate(String expression) throws Exception {
    ObjectNode parameters = JSON.createObjectNode();
    parameters.put("expression", expression).put("returnByValue", true).put("awaitPromise", true);
    JsonNode answer = ask("Runtime.evaluate", parameters.toString());
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.toString());
    }
    JsonNode value = answer.get("result").get("value");
    return value == null ? JSON.nullNode() : value;
  }

  /** Waits until an expression is true; it is asked again with every frame. */
  void await(String condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      try {
        if (evaluate(
                "new Promise(done => setTimeout(() => { try { done(!!(%s)); } catch (e) { done(false); } }, 50))"
                    .formatted(condition))
            .asBoolean()) {
          return;
        }
      } catch (IOException e) {
        // The page was just being replaced.
      }
    }
    throw new TimeoutException(condition + " in " + evaluate("document.body.innerText"));
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts the pieces of answers together and hands them to who asked. */
  private static final class Answers implements WebSocket.Listener {
    private final java.util.Map<Integer, CompletableFuture<JsonNode>> expected =
        new java.util.concurrent.ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();

    CompletableFuture<JsonNode> expect(int id) {
      CompletableFuture<JsonNode> answer = new CompletableFuture<>();
      expected.put(id, answer);
      return answer;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        CompletableFuture<JsonNode> waiting = expected.remove(node.path("id").asInt(-1));
        if (waiting != null) {
          waiting.complete(node);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
