package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.TrainingParameters;
import io.hornbill.layers.Dense;
import io.hornbill.training.CallbackDirector;
import io.hornbill.training.DirectorServer;
import io.hornbill.training.RemoteDirector;
import io.hornbill.training.parallel.Channel;
import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.CollectiveException;
import io.hornbill.training.parallel.RingOptions;
import io.hornbill.training.parallel.SocketRing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who knocks at the doors of workers and driver without belonging to the training. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StrangersTest {
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LogManager.getLogger("io.hornbill");
  private final AbstractAppender appender =
      new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          if (event.getLevel() == Level.WARN) {
            warnings.add(event.getMessage().getFormattedMessage());
          }
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger.removeAppender(appender);
  }

  private static Sequential model() {
    Hornbill.seed(1);
    Sequential model = new Sequential(new Input(2), new Dense(1));
    model.compile("sgd", "mse");
    return model;
  }

  private static DirectorServer server(Sequential model) {
    CallbackList none = new CallbackList(List.of(), model, new TrainingParameters(1, 1, 0));
    return new DirectorServer(model, new CallbackDirector(model, none), 0);
  }

  /** Says something that is not the protocol, and waits until the door is shut on it. */
  private static void garbage(int port) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void driversRefuseStrangersAndSaySoOnce() throws Exception {
    Sequential model = model();
    RingOptions known = new RingOptions().secret("between us");
    try (DriverDoor door = new DriverDoor("127.0.0.1", server(model), known, e -> {})) {
      int port = Integer.parseInt(door.address().replaceAll(".*:", ""));
      garbage(port);
      garbage(port);
      assertThatThrownBy(() -> Channel.call(door.address(), new RingOptions().secret("guessed")))
          .isInstanceOf(CollectiveException.class);
      try (Channel channel = Channel.call(door.address(), known)) {
        assertThat(new RemoteDirector(channel, model, 0).trainBegins(0)).isZero();
      }
      assertThat(door.failure()).isNull();
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(
            "SparkTrainer: connections to the driver must come from its workers. Received: one from"
                + " /127.0.0.1:")
        .endsWith("It was refused; further ones are refused without a word.");
  }

  @Test
  void driversDoNotListenToAnOldAttempt() throws Exception {
    Sequential model = model();
    RingOptions known = new RingOptions().secret("between us");
    try (DriverDoor door = new DriverDoor("127.0.0.1", server(model), known, e -> {});
        Channel now = Channel.call(door.address(), known);
        Channel old = Channel.call(door.address(), known)) {
      assertThat(new RemoteDirector(now, model, 1).trainBegins(0)).isZero();
      assertThatThrownBy(() -> new RemoteDirector(old, model, 0).trainBegins(0))
          .isInstanceOf(CollectiveException.class)
          .hasMessageStartingWith("Channel: the other end must stay. Received: it closed");
    }
  }

  @Test
  void workersRefuseStrangersAndOldAttemptsAndSayEachOnce() throws Exception {
    try (ServerSocket first = door();
        ServerSocket second = door()) {
      List<String> addresses =
          List.of("127.0.0.1:" + first.getLocalPort(), "127.0.0.1:" + second.getLocalPort());
      CompletableFuture<Collective> zero =
          CompletableFuture.supplyAsync(
              () ->
                  SocketRing.join(first, addresses, 0, o -> o.secret("between us").attempt("3/1")));
      for (int i = 0; i < 3; i++) {
        garbage(first.getLocalPort());
        oldAttempt(first.getLocalPort());
      }
      try (Collective one =
              SocketRing.join(second, addresses, 1, o -> o.secret("between us").attempt("3/1"));
          Collective other = zero.get()) {
        CompletableFuture<Void> sum =
            CompletableFuture.runAsync(() -> other.allReduce("sum", new float[] {2}));
        float[] values = {1};
        one.allReduce("sum", values);
        sum.get();
        assertThat(values).containsExactly(3);
      }
    }
    assertThat(warnings)
        .hasSize(2)
        .anyMatch(text -> text.contains("which does not speak this protocol. It was refused"))
        .anyMatch(
            text -> text.contains("which belongs to attempt \"3/0\", and this is \"3/1\". It was"));
  }

  /** A worker of the attempt before, which knows the secret. */
  private static void oldAttempt(int port) {
    RingOptions old = new RingOptions().secret("between us").attempt("3/0");
    assertThatThrownBy(() -> Channel.call("127.0.0.1:" + port, old))
        .isInstanceOf(CollectiveException.class);
  }

  private static ServerSocket door() throws Exception {
    ServerSocket door = new ServerSocket();
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return door;
  }
}
