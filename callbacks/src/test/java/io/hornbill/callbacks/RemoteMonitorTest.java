package io.hornbill.callbacks;

import static io.hornbill.callbacks.FakeTraining.logs;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteMonitorTest {
  private record Received(String method, String path, String type, String token, String body) {}

  private final FakeTraining training = new FakeTraining();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger answered = new AtomicInteger();
  private HttpServer server;
  private String root;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::record);
    server.createContext("/hang", this::hang);
    server.createContext("/endless", this::endless);
    server.createContext("/fail", exchange -> answer(exchange, 500));
    server.start();
    root = "http://localhost:" + server.getAddress().getPort();
  }

  @AfterEach
  void stopServer() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void record(HttpExchange exchange) throws IOException {
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestHeaders().getFirst("X-Token"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    answer(exchange, 200);
  }

  private void hang(HttpExchange exchange) throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answered.incrementAndGet();
    answer(exchange, 200);
  }

  private final AtomicLong sent = new AtomicLong();
  private final CountDownLatch refused = new CountDownLatch(1);

  /** Sends until nobody listens. */
  private void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] part = new byte[1 << 16];
    try {
      while (released.getCount() > 0) {
        exchange.getResponseBody().write(part);
        sent.addAndGet(part.length);
      }
    } finally {
      refused.countDown();
    }
  }

  @Test
  void anEndlessAnswerIsReadUpToALimit() throws Exception {
    run(new RemoteMonitor(root).path("/endless"));
    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(sent.get()).isLessThan(64L << 20); // what the sockets of both sides may hold
  }

  /**
   * Heads of an answer that go on for ever: lines, one line, the status, answers before the answer.
   */
  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK, X-A: b",
    "HTTP/1.1 200 OK, ''",
    "HTTP/1.1 200 , ''",
    "'', HTTP/1.1 102 Wait"
  })
  void anEndlessHeadIsReadUpToALimit(String status, String line) throws Exception {
    String end = line.startsWith("HTTP") ? "\r\n\r\n" : "\r\n";
    byte[] first =
        (status + (status.endsWith(" ") || status.isEmpty() ? "" : "\r\n")).getBytes(US_ASCII);
    byte[] more = line.isEmpty() ? new byte[1 << 16] : (line + end).repeat(1000).getBytes(US_ASCII);
    if (line.isEmpty()) {
      Arrays.fill(more, (byte) 'a');
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> sendForEver(socket, first, more));

      run(new RemoteMonitor("http://localhost:" + socket.getLocalPort()));
      refused.await(1, TimeUnit.SECONDS);

      assertThat(sent.get()).isLessThan(64L << 20);
    }
  }

  private void sendForEver(ServerSocket socket, byte[] first, byte[] more) {
    try (Socket caller = socket.accept()) {
      caller.getOutputStream().write(first);
      while (released.getCount() > 0) {
        caller.getOutputStream().write(more);
        sent.addAndGet(more.length);
      }
    } catch (IOException e) {
      refused.countDown();
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void run(RemoteMonitor callback) {
    training.run(List.of(logs("loss", 0.5, "acc", 0.25), logs("loss", Double.NaN)), 1, callback);
  }

  @Test
  void epochsArePostedAsAFormInOrder() {
    run(new RemoteMonitor(root));
    assertThat(received).hasSize(2);
    Received first = received.get(0);
    assertThat(first.method()).isEqualTo("POST");
    assertThat(first.path()).isEqualTo("/publish/epoch/end/");
    assertThat(first.type()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(first.body()).startsWith("data=");
    assertThat(decoded(first)).isEqualTo("data={\"epoch\":0,\"loss\":0.5,\"acc\":0.25}");
    assertThat(decoded(received.get(1))).isEqualTo("data={\"epoch\":1,\"loss\":NaN}");
  }

  private static String decoded(Received one) {
    return URLDecoder.decode(one.body(), StandardCharsets.UTF_8);
  }

  @Test
  void pathFieldAndHeadersAreTheUsers() {
    run(
        new RemoteMonitor(root)
            .path("/metrics?run=1")
            .field("größe")
            .headers(Map.of("X-Token", "secret")));
    assertThat(received.get(0).path()).isEqualTo("/metrics");
    assertThat(received.get(0).token()).isEqualTo("secret");
    assertThat(decoded(received.get(0))).startsWith("größe={");
  }

  @Test
  void theBodyMayBeTheJsonItself() {
    run(new RemoteMonitor(root).sendAsJson(true));
    assertThat(received.get(0).type()).isEqualTo("application/json");
    assertThat(received.get(0).body()).isEqualTo("{\"epoch\":0,\"loss\":0.5,\"acc\":0.25}");
  }

  @Test
  void aServerThatIsNotThereIsOneWarning() {
    server.stop(0);
    List<String> said = RecordedLog.warnings(() -> run(new RemoteMonitor(root)));
    assertThat(training.epochs).isEqualTo(2);
    assertThat(said)
        .singleElement()
        .asString()
        .contains("the server must answer within 2 s. Received: ")
        .endsWith(
            " from "
                + root
                + ". Training goes on without it; start the server or correct its address.");
  }

  @Test
  void eachTrainingWarnsAnew() {
    server.stop(0);
    RemoteMonitor callback = new RemoteMonitor(root);
    List<String> said =
        RecordedLog.warnings(
            () -> {
              run(callback);
              run(callback);
            });
    assertThat(said).hasSize(2);
  }

  @Test
  void sixteenEpochsWaitForASlowServerAndTheOthersAreMissed() {
    LambdaCallback release = new LambdaCallback().onTrainEnd(logs -> released.countDown());
    training.run(
        Collections.nCopies(100, logs("loss", 1)),
        1,
        release,
        new RemoteMonitor(root).path("/hang"));
    assertThat(answered).hasValue(16);
  }

  @Test
  void whoIsInterruptedWhileWaitingStaysInterrupted() {
    RemoteMonitor callback = new RemoteMonitor(root).path("/hang");
    callback.attach(training, new TrainingParameters(1, 1, 0));
    callback.onTrainBegin(logs());
    callback.onEpochEnd(0, logs("loss", 1));
    Thread.currentThread().interrupt();

    callback.onTrainEnd(logs());

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aServerThatHangsDoesNotHoldUpTheEpochs() {
    long start = System.nanoTime();
    long[] trained = new long[1];
    LambdaCallback clock =
        new LambdaCallback().onTrainEnd(logs -> trained[0] = System.nanoTime() - start);
    List<Logs> epochs = Collections.nCopies(100, logs("loss", 1));
    RemoteMonitor callback = new RemoteMonitor(root).path("/hang");
    List<String> said = RecordedLog.warnings(() -> training.run(epochs, 1, clock, callback));
    assertThat(said).hasSize(1);
    assertThat(training.epochs).isEqualTo(100);
    assertThat(Duration.ofNanos(trained[0])).isLessThan(Duration.ofMillis(1900));
    assertThat(received).isEmpty();
  }

  @Test
  void anErrorOfTheServerIsNoErrorOfTheTraining() {
    run(new RemoteMonitor(root).path("/fail"));
    assertThat(training.epochs).isEqualTo(2);
  }

  @Test
  void addressAndHeadersAreChecked() {
    assertThatThrownBy(() -> new RemoteMonitor("localhost:9000"))
        .hasMessage(
            "RemoteMonitor: root must be an address that begins with http:// or https://. Received:"
                + " \"localhost:9000\". Add it.");
    assertThatThrownBy(() -> new RemoteMonitor().headers(Map.of("Bad Name", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
