package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.data.Batch;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.training.ParallelFit;
import io.hornbill.training.ParallelOptions;
import io.hornbill.training.RemoteDirector;
import io.hornbill.training.parallel.Channel;
import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.CollectiveException;
import io.hornbill.training.parallel.RingOptions;
import io.hornbill.training.parallel.SocketRing;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** What a worker does: takes its rows, meets the others, and trains with them. */
final class WorkerTask extends AbstractFunction1<Iterator<Tuple2<Long, Sample>>, Iterator<String>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<byte[]> model;
  private final RowReader reader;
  private final SparkOptions options;
  private final long rows;
  private final String director;
  private final String secret;

  /**
   * Takes what all workers know.
   *
   * @param model the model as bytes
   * @param reader makes arrays of samples
   * @param options how to train
   * @param rows the number of rows of all workers together
   * @param director where the driver listens
   * @param secret what strangers do not know
   */
  WorkerTask(
      Broadcast<byte[]> model,
      RowReader reader,
      SparkOptions options,
      long rows,
      String director,
      String secret) {
    this.model = model;
    this.reader = reader;
    this.options = options;
    this.rows = rows;
    this.director = director;
    this.secret = secret;
  }

  @Override
  public Iterator<String> apply(Iterator<Tuple2<Long, Sample>> given) {
    BarrierTaskContext context = BarrierTaskContext.get();
    List<Sample> training = new ArrayList<>();
    List<Sample> validation = new ArrayList<>();
    while (given.hasNext()) {
      Sample sample = given.next()._2();
      (sample.validation ? validation : training).add(sample);
    }
    int threads = options.threadsPerWorker() > 0 ? options.threadsPerWorker() : context.cpus();
    Threads.with(threads, () -> train(context, training, validation));
    return CollectionConverters.asScala(List.of("rank " + context.partitionId()).iterator());
  }

  private void train(BarrierTaskContext context, List<Sample> training, List<Sample> validation) {
    try (Model own = ModelBytes.load(model.value());
        Collective ring = ring(context)) {
      Channel channel = ring.rank() == 0 ? Channel.call(director, talk()) : null;
      try {
        ParallelFit fit =
            new ParallelFit(own, ring, o -> choose(o, context, own, channel, validation));
        fit.fitShare(batch(own, training), rows);
      } catch (RuntimeException e) {
        throw failure(ring, context, e);
      } finally {
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** Every worker names the executor that failed first. */
  private static RuntimeException failure(
      Collective ring, BarrierTaskContext context, RuntimeException thrown) {
    String text = label(context) + " failed: " + thrown;
    ring.fail(text);
    if (thrown instanceof CollectiveException) {
      return thrown;
    }
    CollectiveException named = new CollectiveException(text);
    named.initCause(thrown);
    return named;
  }

  private void choose(
      ParallelOptions chosen,
      BarrierTaskContext context,
      Model own,
      @Nullable Channel channel,
      List<Sample> validation) {
    chosen
        .epochs(options.epochs())
        .batchSize(options.batchSize())
        .shuffle(options.isShuffle())
        .seed(options.seed())
        .syncBatchNorm(options.isSyncBatchNorm())
        .localSteps(options.localSteps());
    if (channel != null) {
      chosen.director(new RemoteDirector(channel, own, context.stageAttemptNumber()));
    }
    if (!options.validationIndicatorCol().isEmpty()) {
      chosen.validation(batch(own, validation));
    }
  }

  /** Takes the samples: they need not lie in the heap besides. */
  private Batch batch(Model own, List<Sample> samples) {
    if (samples.isEmpty()) {
      return new Batch(List.of(), List.of(), List.of());
    }
    float[] weights = new float[samples.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = samples.get(i).weight;
    }
    Batch batch =
        new Batch(
            reader.inputs(samples, own.dataType()),
            reader.targets(samples, own.outputs(), own.dataType()),
            reader.isWeighted() ? List.of(Nd4j.createFromArray(weights)) : List.of());
    samples.clear();
    return batch;
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  private static String label(BarrierTaskContext context) {
    return String.format(
        Locale.ROOT,
        "rank %d, executor %s on %s",
        context.partitionId(),
        SparkEnv.get().executorId(),
        host());
  }

  private RingOptions talk() {
    return new RingOptions()
        .secret(secret)
        .encrypted(options.isEncrypted())
        .deadline(options.deadline());
  }

  /** One rendezvous by way of Spark, which takes about a second; all else goes round the ring. */
  private Collective ring(BarrierTaskContext context) {
    try (ServerSocket door = new ServerSocket()) {
      door.bind(new InetSocketAddress(InetAddress.getByName(host()), 0));
      String attempt = context.stageId() + "/" + context.stageAttemptNumber();
      String[] places = context.allGather(attempt + "|" + host() + ":" + door.getLocalPort());
      List<String> addresses = new ArrayList<>();
      for (String place : places) {
        addresses.add(place.substring(place.indexOf('|') + 1));
      }
      return SocketRing.join(
          door,
          addresses,
          context.partitionId(),
          o ->
              o.secret(secret)
                  .encrypted(options.isEncrypted())
                  .attempt(attempt)
                  .deadline(options.deadline())
                  .compression(options.compression())
                  .label("executor %s on %s".formatted(SparkEnv.get().executorId(), host())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
