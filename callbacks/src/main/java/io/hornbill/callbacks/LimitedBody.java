package io.hornbill.callbacks;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes no interest in what a server answers, and no more of it than a limit: then the connection
 * is closed, and the answer counts as complete.
 */
final class LimitedBody implements BodySubscriber<@Nullable Void> {
  private final long most;
  private final long nanos;
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final long start = System.nanoTime();
  private Flow.@Nullable Subscription subscription;
  private long received;

  /**
   * Makes a taker.
   *
   * @param most how many bytes it takes
   * @param nanos how long it takes some
   */
  LimitedBody(long most, long nanos) {
    this.most = most;
    this.nanos = nanos;
  }

  @Override
  public CompletionStage<@Nullable Void> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    Flow.Subscription known = Objects.requireNonNull(subscription);
    parts.forEach(part -> received += part.remaining());
    if (received > most || System.nanoTime() - start > nanos) {
      known.cancel();
      done.complete(null);
    } else {
      known.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    done.complete(null);
  }
}
