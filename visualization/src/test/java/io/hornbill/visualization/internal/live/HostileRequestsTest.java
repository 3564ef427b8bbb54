package io.hornbill.visualization.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.files.testing.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests as nobody should send them: the page is there for everybody else all the same. */
@Timeout(120)
class HostileRequestsTest {
  /** More are sent with {@code -Dhornbill.damage=5000}. */
  private static final int COUNT = Integer.getInteger("hornbill.damage", 300);

  private static final int READ_MILLIS = 30_000;
  private static final List<String> BODIES =
      List.of(
          "{\"epoch\":3,\"loss\":0.25,\"val_loss\":1e-3,\"<b>\":NaN}",
          "data=%7B%22epoch%22%3A0%2C%22loss%22%3A0.5%2C%22acc%22%3A0.25%7D&more=1");

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final byte[] GET =
      ascii("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

  private LiveServer server;

  @BeforeEach
  void open() throws IOException {
    server = new LiveServer(LOOPBACK);
    server.use();
  }

  @AfterEach
  void close() {
    server.leave();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
    socket.setSoTimeout(READ_MILLIS);
    return socket;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] post(String type, String body) {
    return ascii(
        "POST /publish/epoch/end/?run=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(type, body.length(), body));
  }

  /** What is answered until the connection ends; empty if it is closed without an answer. */
  private String send(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(1 << 16), StandardCharsets.ISO_8859_1);
      } catch (SocketException closed) {
        return "";
      }
    }
  }

  private void assertThatThePageAnswers() throws IOException {
    assertThat(status(send(GET))).isEqualTo(200);
  }

  private static int status(String answer) {
    return answer.matches("(?s)HTTP/1\\.1 \\d{3}.*")
        ? Integer.parseInt(answer.substring(9, 12))
        : 0;
  }

  /** What a page would be told is JSON still, however runs and curves are called. */
  private void assertThatTheNewsAreJson() throws IOException {
    String news =
        Json.text(
            json -> {
              json.writeStartArray();
              for (Run run : server.runs().all()) {
                run.write(json, new Run.Seen());
              }
              json.writeEndArray();
            });
    JsonNode runs = new ObjectMapper().readTree(news);
    assertThat(runs.size()).isBetween(1, 50);
    assertThat(news.length()).isLessThan(1 << 22);
  }

  @Test
  void damagedRequestsAreRefusedOrAnswered() throws IOException {
    Random random = new Random(12);
    List<byte[]> requests = new ArrayList<>();
    BODIES.forEach(body -> requests.add(post("application/json", body)));
    BODIES.forEach(body -> requests.add(post("application/x-www-form-urlencoded", body)));
    requests.add(ascii("GET /run/1/weights?ask=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    for (int i = 0; i < COUNT; i++) {
      byte[] damaged = Damage.of(requests.get(i % requests.size()), random);

      int status = status(send(damaged));

      assertThat(status)
          .as(() -> new String(damaged, StandardCharsets.ISO_8859_1))
          .isIn(0, 200, 400, 403, 404, 405, 411, 413, 417, 501, 505);
    }
    assertThatThePageAnswers();
  }

  @Test
  void damagedBodiesAreRefusedOrShown() throws IOException {
    Random random = new Random(13);
    assertThat(status(send(post("application/json", BODIES.get(0))))).isEqualTo(200);
    for (int i = 0; i < COUNT; i++) {
      String body =
          new String(Damage.of(ascii(BODIES.get(i % 2)), random), StandardCharsets.ISO_8859_1);
      String type = i % 2 == 0 ? "application/json" : "application/x-www-form-urlencoded";

      assertThat(status(send(post(type, body)))).as(body).isIn(200, 400);
    }
    assertThatTheNewsAreJson();
  }

  @Test
  void craftedBodiesAreRefusedOrShown() throws IOException {
    List<String> bodies =
        List.of(
            "",
            "{",
            "[",
            "null",
            "{\"epoch\":",
            "{\"epoch\":{}}",
            "{\"epoch\":\"0\"}",
            "{\"epoch\":-1}",
            "{\"epoch\":1e999}",
            "{\"epoch\":NaN}",
            "{\"epoch\":0,\"a\":" + "9".repeat(60_000) + "}",
            "{\"epoch\":0,\"a\":" + "[".repeat(30_000),
            "{\"" + "n".repeat(60_000) + "\":1,\"epoch\":0}",
            "{\"epoch\":0,\"\\ud800\":1}",
            "{\"epoch\":2147483646,\"a\":-1e308}",
            "{\"epoch\":0}".repeat(5000),
            "{\"epoch\":0,\"</script><script>alert(1)</script>\":1}",
            "{\"epoch\":0,\"a\":1e-400}");
    for (String body : bodies) {
      assertThat(status(send(post("application/json", body)))).as(body).isIn(200, 400);
    }
    assertThatTheNewsAreJson();
    for (String path :
        List.of("mailto:x", "*", "//", "/%00", "/run/999999999/model", "/run/1/../..")) {
      int status = status(send(ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")));
      assertThat(status).as(path).isIn(0, 400, 404);
    }
  }

  @Test
  void bodiesAndHeadersWithoutAnEndAreCutOff() throws IOException {
    String head = "POST /publish/x HTTP/1.1\r\nHost: localhost\r\n";
    List<String> beginnings =
        List.of(
            head + "Transfer-Encoding: chunked\r\n\r\n",
            head + "Content-Length: 9000000000\r\n\r\n",
            head + "X-Long: ",
            "GET /",
            head);
    List<String> parts =
        List.of(
            "4000\r\n" + "x".repeat(0x4000) + "\r\n",
            "x".repeat(1 << 14),
            "x".repeat(1 << 14),
            "x".repeat(1 << 14),
            "A: b\r\n".repeat(2000));
    for (int i = 0; i < beginnings.size(); i++) {
      assertThat(sentUntilClosed(beginnings.get(i), parts.get(i)))
          .as(beginnings.get(i))
          .isLessThan(16L << 20); // what the sockets of both sides may hold
    }
    assertThatThePageAnswers();
  }

  private long sentUntilClosed(String beginning, String part) throws IOException {
    long sent = 0;
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(ascii(beginning));
      while (sent < 1L << 30) {
        out.write(ascii(part));
        sent += part.length();
      }
    } catch (SocketException closed) {
      return sent;
    }
    return sent;
  }

  @Test
  void connectionsThatNeverComeToAnEndMakeRoom() throws IOException {
    close();
    server = new LiveServer(LOOPBACK, 500);
    server.use();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) { // more than there are threads
        Socket socket = connect();
        slow.add(socket);
        String head = "POST /publish/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{";
        socket.getOutputStream().write(ascii(i % 2 == 0 ? "GET / HT" : head));
      }
      int status;
      do { // a machine that is busy may be slow itself
        status = status(send(GET));
      } while (status != 200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
