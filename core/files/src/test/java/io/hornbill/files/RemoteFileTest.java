package io.hornbill.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server that fails in all the ways that servers do. */
class RemoteFileTest {
  private static final byte[] CONTENT = new byte[100_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @TempDir Path home;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** Answers the request of this number, from 0. */
  private interface Answer {
    void to(HttpExchange exchange, int number) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int number = requests.size();
          requests.add(exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
          try (exchange) {
            answer.to(exchange, number);
          }
        });
  }

  private static int from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  /** Sends what was asked for, or only so many bytes of it. */
  private static void send(HttpExchange exchange, int atMost) throws IOException {
    int from = from(exchange);
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %s-%s/%s".formatted(from, CONTENT.length - 1, CONTENT.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
    try {
      exchange.getResponseBody().write(CONTENT, from, Math.min(atMost, CONTENT.length - from));
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static void send(HttpExchange exchange) throws IOException {
    send(exchange, CONTENT.length);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private RemoteFile file() {
    return RemoteFile.named("data.bin")
        .owner("Data")
        .home(home)
        .folder("datasets")
        .url(url("/data.bin"))
        .sha256(hash("SHA-256", CONTENT))
        .offline(false)
        .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20))
        .retries(3, Duration.ofMillis(1));
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertWhole(Path file) throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(".")))
          .isEmpty();
    }
  }

  @Test
  void downloadsOnceAndFindsTheFileFromThenOn() throws IOException {
    serve((exchange, number) -> send(exchange));
    List<DownloadListener.Progress> seen = new CopyOnWriteArrayList<>();
    Path path = file().listener(seen::add).fetch();
    assertThat(path).isEqualTo(home.resolve("datasets/data.bin"));
    assertWhole(path);
    assertThat(file().fetch()).isEqualTo(path);
    assertThat(file().offline(true).fetch()).isEqualTo(path);
    assertThat(requests).containsExactly("/data.bin");
    assertThat(seen.get(0).total()).isEqualTo(CONTENT.length);
    assertThat(seen.get(0).complete()).isFalse();
    DownloadListener.Progress last = seen.get(seen.size() - 1);
    assertThat(last.done()).isEqualTo(CONTENT.length);
    assertThat(last.complete()).isTrue();
    assertThat(last.name()).isEqualTo("data.bin");
    assertThat(last.source().toString()).isEqualTo(url("/data.bin"));
  }

  @Test
  void goesOnWhereATruncatedAnswerEnded() throws IOException {
    serve((exchange, number) -> send(exchange, number < 5 ? 15_000 : CONTENT.length));
    assertWhole(file().fetch());
    assertThat(requests).hasSize(6);
    assertThat(requests.get(1)).isEqualTo("/data.bin bytes=15000-");
  }

  @Test
  void goesOnWithWhatAnotherProcessBegan() throws IOException {
    serve((exchange, number) -> send(exchange, number == 0 ? 40_000 : CONTENT.length));
    assertThatThrownBy(() -> file().retries(0, Duration.ZERO).fetch())
        .isInstanceOf(UncheckedIOException.class);
    assertWhole(file().fetch());
    assertThat(requests).containsExactly("/data.bin", "/data.bin bytes=40000-");
  }

  @Test
  void beginsAnewWhereRangesAreIgnored() throws IOException {
    serve(
        (exchange, number) -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT, 0, number == 0 ? 60_000 : CONTENT.length);
          exchange.getResponseBody().flush();
        });
    assertWhole(file().fetch());
    assertThat(requests).hasSize(2);
  }

  @Test
  void beginsAnewWhereTheAnswerIsAnotherRange() throws IOException {
    serve(
        (exchange, number) -> {
          if (number == 1) {
            exchange.getResponseHeaders().set("Content-Range", "bytes 7-99999/100000");
            exchange.sendResponseHeaders(206, 99_993);
            exchange.getResponseBody().write(CONTENT, 7, 99_993);
          } else {
            send(exchange, number == 0 ? 60_000 : CONTENT.length);
          }
        });
    assertWhole(file().fetch());
    assertThat(requests).containsExactly("/data.bin", "/data.bin bytes=60000-", "/data.bin");
  }

  @Test
  void beginsAnewWhereTheRestIsOfAnotherVersion() throws IOException {
    serve(
        (exchange, number) -> {
          exchange.getResponseHeaders().set("ETag", number == 0 ? "\"old\"" : "\"new\"");
          send(exchange, number == 0 ? 60_000 : CONTENT.length); // whatever If-Range says
        });
    RemoteFile plain = RemoteFile.named("a.bin").home(home).url(url("/a")).offline(false);
    assertWhole(plain.retries(3, Duration.ofMillis(1)).fetch());
    assertThat(requests).containsExactly("/a", "/a bytes=60000-", "/a");
  }

  @Test
  void refusesEncodedAnswers() {
    serve(
        (exchange, number) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange);
        });
    assertThatThrownBy(
            () -> RemoteFile.named("a.bin").home(home).url(url("/a")).offline(false).fetch())
        .hasMessageContaining("Received: the encoding gzip.");
  }

  @Test
  void saysWhereARedirectionLeads() {
    serve(
        (exchange, number) -> {
          exchange.getResponseHeaders().set("Location", "file:///etc/hosts");
          exchange.sendResponseHeaders(302, -1);
        });
    assertThatThrownBy(() -> file().fetch())
        .hasMessageContaining(
            "Received: status 302 and a redirection to \"file:///etc/hosts\" that is not followed.");
    assertThat(requests).hasSize(1);
  }

  @Test
  void beginsAnewWhereTheRestIsNotSatisfiable() throws IOException {
    Files.createDirectories(home.resolve("datasets"));
    String part = ".data-" + hash("SHA-256", CONTENT).substring(0, 8) + ".bin.part";
    Files.write(home.resolve("datasets").resolve(part), new byte[CONTENT.length + 5]);
    serve(
        (exchange, number) -> {
          if (from(exchange) > 0) {
            exchange.sendResponseHeaders(416, -1);
          } else {
            send(exchange);
          }
        });
    assertWhole(file().fetch());
    assertThat(requests).containsExactly("/data.bin bytes=100005-", "/data.bin");
  }

  @Test
  void givesUpStalledAnswers() throws IOException {
    serve(
        (exchange, number) -> {
          send(exchange, number == 0 ? 10_000 : CONTENT.length);
          if (number == 0) {
            await();
          }
        });
    assertWhole(file().timeouts(Duration.ofSeconds(5), Duration.ofMillis(300)).fetch());
    assertThat(requests).containsExactly("/data.bin", "/data.bin bytes=10000-");
  }

  @Test
  void givesUpServersThatSayNothing() {
    serve((exchange, number) -> await());
    assertThatThrownBy(
            () ->
                file()
                    .timeouts(Duration.ofSeconds(5), Duration.ofMillis(100))
                    .retries(1, Duration.ZERO)
                    .fetch())
        .hasMessageContaining("Received: nothing arrived for 100 ms.");
    assertThat(requests).hasSize(2);
  }

  private void await() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void believesTheHashAndNotTheLength() throws IOException {
    serve(
        (exchange, number) -> {
          exchange.sendResponseHeaders(200, CONTENT.length + 1000);
          exchange.getResponseBody().write(CONTENT);
          exchange.getResponseBody().flush();
        });
    assertWhole(file().retries(0, Duration.ZERO).fetch());
  }

  @Test
  void refusesAFileThatIsShorterThanItsHashSays() {
    serve(
        (exchange, number) -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write(CONTENT, 0, 10);
        });
    assertThatThrownBy(() -> file().fetch())
        .hasMessageContaining("Received: SHA-256 " + hash("SHA-256", Arrays.copyOf(CONTENT, 10)));
    assertThat(home.resolve("datasets/data.bin")).doesNotExist();
  }

  @Test
  void readsAnswersOfUnknownLength() throws IOException {
    serve(
        (exchange, number) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(CONTENT);
        });
    assertWhole(file().fetch());
  }

  @Test
  void followsRedirections() throws IOException {
    serve(
        (exchange, number) -> {
          if (exchange.getRequestURI().getPath().equals("/data.bin")) {
            exchange.getResponseHeaders().set("Location", url("/elsewhere"));
            exchange.sendResponseHeaders(302, -1);
          } else {
            send(exchange, number == 1 ? 30_000 : CONTENT.length);
          }
        });
    assertWhole(file().fetch());
    assertThat(requests)
        .containsExactly(
            "/data.bin", "/elsewhere", "/data.bin bytes=30000-", "/elsewhere bytes=30000-");
  }

  @Test
  void triesAgainWhenTheServerIsBusy() throws IOException {
    serve(
        (exchange, number) -> {
          if (number < 2) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
          } else {
            send(exchange);
          }
        });
    assertWhole(file().fetch());
    assertThat(requests).hasSize(3);
  }

  @Test
  void doesNotAskAgainForWhatIsNotThere() {
    serve((exchange, number) -> exchange.sendResponseHeaders(404, -1));
    assertThatThrownBy(() -> file().fetch()).hasMessageContaining("Received: status 404.");
    assertThat(requests).hasSize(1);
  }

  @Test
  void asksTheNextAddress() throws IOException {
    serve(
        (exchange, number) -> {
          if (exchange.getRequestURI().getPath().equals("/second")) {
            send(exchange);
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
        });
    assertWhole(file().url(url("/second")).fetch());
    assertThat(requests).containsExactly("/data.bin", "/second");
  }

  @Test
  void asksTheMirrorInsteadOfTheAddress() throws IOException {
    serve((exchange, number) -> send(exchange));
    assertWhole(file().mirror(url("/keras/")).fetch());
    assertThat(requests).containsExactly("/keras/datasets/data.bin");
  }

  @Test
  void refusesAnotherContentThanTheHashSays() {
    serve((exchange, number) -> send(exchange));
    RemoteFile wrong = file().sha256("00".repeat(32));
    assertThatThrownBy(wrong::fetch)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "Data: the file data.bin must be in the cache, or be downloaded from "
                + url("/data.bin")
                + ". Received: SHA-256 "
                + hash("SHA-256", CONTENT)
                + " of "
                + url("/data.bin"))
        .hasMessageContaining("put it at " + home.resolve("datasets/data.bin"))
        .hasMessageContaining("(SHA-256 " + "00".repeat(32) + ")")
        .hasMessageContaining("KERAS_HOME");
    assertThat(requests).as("whole downloads").hasSize(2);
    assertThat(home.resolve("datasets")).isEmptyDirectory();
  }

  @Test
  void keepsAFileOfTheSameNameWithAnotherContent() throws IOException {
    serve((exchange, number) -> send(exchange));
    Path old = Files.createDirectories(home.resolve("datasets")).resolve("data.bin");
    Files.writeString(old, "old");
    Path path = file().fetch();
    assertThat(path.getFileName().toString())
        .isEqualTo("data-" + hash("SHA-256", CONTENT).substring(0, 8) + ".bin");
    assertWhole(path);
    assertThat(old).hasContent("old");
    assertThat(file().fetch()).isEqualTo(path);
    assertThat(file().sha256(hash("SHA-256", "old".getBytes(US_ASCII))).fetch()).isEqualTo(old);
    assertThat(requests).hasSize(1);
  }

  @Test
  void seesThatACachedFileWasChanged() throws IOException {
    serve((exchange, number) -> send(exchange));
    Path path = file().fetch();
    Files.writeString(path, "damaged");
    assertThat(file().fetch()).isNotEqualTo(path);
  }

  @Test
  void usesAnotherContentIfThatIsAllowedAndThereIsNoNetwork() throws IOException {
    Path old = Files.createDirectories(home.resolve("datasets")).resolve("data.bin");
    Files.writeString(old, "old");
    assertThat(file().offline(true).otherContent(true).fetch()).isEqualTo(old);
    assertThat(file().url("http://127.0.0.1:1/none").otherContent(true).fetch()).isEqualTo(old);
    assertThatThrownBy(() -> file().offline(true).fetch())
        .hasMessageContaining(
            "and another content, SHA-256 " + hash("SHA-256", "old".getBytes(US_ASCII)))
        .hasMessageContaining("put it at " + home.resolve("datasets/data-"));
  }

  @Test
  void saysWhatToDoWithoutANetwork() {
    RemoteFile file =
        RemoteFile.named("data.bin")
            .owner("Data")
            .home(home)
            .folder("models")
            .url("http://127.0.0.1:1/data.bin")
            .md5(hash("MD5", CONTENT))
            .retries(1, Duration.ZERO);
    assertThatThrownBy(() -> file.offline(false).fetch())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("ConnectException")
        .hasMessageContaining("downloaded from http://127.0.0.1:1/data.bin")
        .hasMessageContaining(
            "put it at %s (MD5 %s)"
                .formatted(home.resolve("models/data.bin"), hash("MD5", CONTENT)));
    assertThatThrownBy(() -> file.offline(true).fetch())
        .hasMessageContaining("switched off by hornbill.download.offline");
  }

  @Test
  void needsNoHash() throws IOException {
    serve((exchange, number) -> send(exchange));
    RemoteFile plain = RemoteFile.named("a.bin").home(home).url(url("/a")).offline(false);
    assertWhole(plain.fetch());
    assertWhole(plain.fetch());
    assertThat(requests).containsExactly("/a");
  }

  @Test
  void threadsDownloadOnce() throws Exception {
    serve((exchange, number) -> send(exchange));
    List<Future<Path>> paths = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      paths.add(threads.submit(() -> file().fetch()));
    }
    Set<Path> files = new HashSet<>();
    for (Future<Path> path : paths) {
      files.add(path.get());
    }
    assertWhole(files.iterator().next()); // once the last has let go of the lock
    assertThat(files).hasSize(1);
    assertThat(requests).hasSize(1);
  }

  /** Downloads in a process of its own. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      RemoteFile.named("data.bin")
          .home(Path.of(arguments[0]))
          .url(arguments[1])
          .sha256(arguments[2])
          .fetch();
    }
  }

  @Test
  void processesDownloadOnce() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    serve(
        (exchange, number) -> {
          send(exchange, 50_000);
          await(waiting);
          exchange.getResponseBody().write(CONTENT, 50_000, 50_000);
        });
    Process first = child();
    while (requests.isEmpty()) {
      Thread.onSpinWait();
    }
    Process second = child();
    Path lock =
        home.resolve("datasets/.data-" + hash("SHA-256", CONTENT).substring(0, 8) + ".bin.lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock(Long.MAX_VALUE - 1, 1, false)).isNull();
    }
    waiting.countDown();
    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(requests).hasSize(1);
    assertWhole(home.resolve("datasets/data.bin"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            home.toString(),
            url("/data.bin"),
            hash("SHA-256", CONTENT))
        .inheritIO()
        .start();
  }

  @Test
  void unpacksArchives() throws Exception {
    byte[] archive;
    try (var in = RemoteFileTest.class.getResourceAsStream("archive.tar.gz")) {
      archive = in.readAllBytes();
    }
    serve(
        (exchange, number) -> {
          exchange.sendResponseHeaders(200, archive.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(archive);
          }
        });
    RemoteFile file =
        RemoteFile.named("a.tar.gz")
            .home(home)
            .url(url("/a.tar.gz"))
            .sha256(hash("SHA-256", archive))
            .offline(false);
    Path folder = file.fetchFolder("a-target");
    assertThat(folder).isEqualTo(home.resolve("datasets/a-target"));
    assertThat(folder.resolve("a/one.txt")).hasContent("one");
    assertThat(Files.size(folder.resolve("a/two.bin"))).isEqualTo(1500);
    assertThat(folder.resolve("a/" + "long".repeat(40) + "/three.txt")).hasContent("three");
    assertThat(folder.resolve("a/link")).doesNotExist();
    file.fetchFolder("a-target");
    assertThat(requests).hasSize(1);
    try (Stream<Path> files = Files.list(home.resolve("datasets"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void refusesArchivesThatLeadOutside() throws Exception {
    Path archive = Path.of(RemoteFileTest.class.getResource("outside.tar.gz").toURI());
    assertThatThrownBy(() -> TarArchive.unpack(archive, home.resolve("in")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Received: the path \"../outside.txt\", which leads outside");
    assertThat(home.resolve("outside.txt")).doesNotExist();
    Path damaged = Files.write(home.resolve("damaged.tar.gz"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> TarArchive.unpack(damaged, home.resolve("in")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("damaged.tar.gz");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> RemoteFile.named("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RemoteFile: name must be a plain file name. Received: \"a/b\". Set folders by folder().");
    assertThatThrownBy(() -> RemoteFile.named("a").url("ftp://example.org/a"))
        .hasMessageStartingWith(
            "RemoteFile: an address must begin with http:// or https://. Received: \"ftp:");
    assertThatThrownBy(() -> RemoteFile.named("a").owner("Data").md5("12"))
        .hasMessageStartingWith("Data: MD5 must be 32 hexadecimal digits. Received: \"12\".");
    assertThatThrownBy(() -> RemoteFile.named("a").home(home).fetch())
        .hasMessageStartingWith(
            "RemoteFile: there must be an address to download from. Received: none");
    assertThatThrownBy(() -> RemoteFile.named("a").retries(-1, Duration.ZERO))
        .hasMessageStartingWith(
            "RemoteFile: retries must be at least 0, with a pause. Received: -1");
    assertThatThrownBy(() -> RemoteFile.named("a").timeouts(Duration.ZERO, Duration.ZERO))
        .hasMessageStartingWith("RemoteFile: timeouts must be positive. Received: PT0S");
  }
}
