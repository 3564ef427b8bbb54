package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is taken of an answer, and when it is left. */
class LimitedBodyTest {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);
  private final List<String> asked = new ArrayList<>();

  private final Flow.Subscription subscription =
      new Flow.Subscription() {
        @Override
        public void request(long count) {
          asked.add("request " + count);
        }

        @Override
        public void cancel() {
          asked.add("cancel");
        }
      };

  private LimitedBody body(long most, long nanos) {
    LimitedBody body = new LimitedBody(most, nanos);
    body.onSubscribe(subscription);
    return body;
  }

  private static List<ByteBuffer> bytes(int... lengths) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (int length : lengths) {
      parts.add(ByteBuffer.allocate(length));
    }
    return parts;
  }

  private static CompletableFuture<?> done(LimitedBody body) {
    return body.getBody().toCompletableFuture();
  }

  @Test
  void asManyBytesAsAreAllowedAreTaken() {
    LimitedBody body = body(10, LONG);
    body.onNext(bytes(3, 4));
    body.onNext(bytes(3));
    assertThat(asked).containsExactly("request 1", "request 1", "request 1");
    assertThat(done(body)).isNotDone();

    body.onNext(bytes(1));

    assertThat(asked).endsWith("cancel").hasSize(4);
    assertThat(done(body)).isCompleted();
  }

  @Test
  void whatTakesTooLongIsLeft() {
    LimitedBody body = body(10, -1);
    body.onNext(bytes(1));
    assertThat(asked).containsExactly("request 1", "cancel");
    assertThat(done(body)).isCompleted();
  }

  @Test
  void theEndAndFailuresArePassedOn() {
    LimitedBody whole = body(10, LONG);
    whole.onComplete();
    assertThat(done(whole)).isCompleted();
    LimitedBody failed = body(10, LONG);
    failed.onError(new IllegalStateException("gone"));
    assertThat(done(failed)).isCompletedExceptionally();
  }
}
