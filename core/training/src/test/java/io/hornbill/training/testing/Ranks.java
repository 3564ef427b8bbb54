package io.hornbill.training.testing;

import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.RingOptions;
import io.hornbill.training.parallel.SocketRing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Ranks as threads of this process, in rings over the loopback device. */
public final class Ranks {
  private Ranks() {}

  /** What a rank does. */
  public interface Work<T> {
    T run(Collective ring) throws Exception;
  }

  /** Runs something in each rank; what failed is a result too. */
  public static <T> List<Result<T>> run(int size, Consumer<RingOptions> options, Work<T> work)
      throws Exception {
    List<ServerSocket> doors = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ServerSocket door = door();
      doors.add(door);
      addresses.add("127.0.0.1:" + door.getLocalPort());
    }
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<Result<T>>> futures = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int rank = i;
        Callable<Collective> join =
            () -> SocketRing.join(doors.get(rank), addresses, rank, options);
        futures.add(threads.submit(() -> result(join, work)));
      }
      List<Result<T>> results = new ArrayList<>();
      for (Future<Result<T>> future : futures) {
        results.add(future.get(120, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** A socket that listens at a port that was free. */
  public static ServerSocket door() throws IOException {
    ServerSocket door = new ServerSocket();
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return door;
  }

  private static <T> Result<T> result(Callable<Collective> join, Work<T> work) {
    try (Collective ring = join.call()) {
      try {
        return new Result<>(work.run(ring), null);
      } catch (Exception | AssertionError e) {
        ring.fail("rank " + ring.rank() + " failed: " + e.getMessage());
        return new Result<>(null, e);
      }
    } catch (Exception e) {
      return new Result<>(null, e);
    }
  }

  /** What a rank came to. */
  public record Result<T>(T value, Throwable failure) {
    public T get() {
      if (failure != null) {
        throw new AssertionError(failure);
      }
      return value;
    }
  }
}
