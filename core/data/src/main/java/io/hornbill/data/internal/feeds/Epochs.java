package io.hornbill.data.internal.feeds;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.data.internal.arrays.BatchShapes;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of a feed in epochs: of a pass each, or of a fixed number of steps. Then a pass goes
 * on in the next epoch, and as in Keras an epoch ends early where its pass ends.
 */
public final class Epochs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Epochs.class);

  private final String owner;
  private final Feed feed;
  private final long steps;
  private @Nullable Pass pass;
  private boolean peeked;
  private boolean interrupted;
  private long passes;
  private long step;
  private long seen;

  /**
   * Divides a feed.
   *
   * @param owner how messages name the caller
   * @param feed the batches
   * @param steps how many are in an epoch; 0 for a whole pass
   */
  public Epochs(String owner, Feed feed, int steps) {
    this.owner = owner;
    this.feed = feed;
    this.steps = steps;
  }

  /** The number of steps in an epoch; -1 if it is unknown. */
  public long steps() {
    return steps > 0 ? steps : feed.batches();
  }

  /** Whether the thread was interrupted while it waited for data. */
  public boolean wasInterrupted() {
    return interrupted;
  }

  /** What there is to throw where a part of the data is not enough. */
  public CancellationException cancelled(String what) {
    return Fault.of(owner)
        .expected("%s needs all of its data", what)
        .received("an interruption of the thread that waited for it")
        .remedy("Start over.")
        .as(CancellationException::new);
  }

  /**
   * Reads the very first batch without using it up.
   *
   * @return its shapes; null if the thread was interrupted meanwhile
   */
  public @Nullable BatchShapes first() {
    peeked = move();
    if (!peeked && !interrupted) {
      throw Fault.of(owner)
          .expected("the data must have at least one batch")
          .received("none")
          .remedy("Check where the batches come from.")
          .argument();
    }
    return peeked ? present().shapes() : null;
  }

  /** Starts over with a new pass. */
  public void restart() {
    if (!peeked) {
      close();
    }
  }

  /**
   * Begins an epoch and moves to its first batch.
   *
   * @return false if there is no more data, or the thread was interrupted
   */
  public boolean begin() {
    step = 1;
    if (peeked) {
      peeked = false;
      return true;
    }
    if (steps == 0 || seen == feed.batches()) {
      close();
    }
    boolean more = !interrupted && move();
    if (!more && pass == null && feed.repeats() && !interrupted) {
      more = move(); // the last pass had ended together with its epoch
    }
    if (!more && !interrupted) {
      warnOfEnd(0);
    }
    return more;
  }

  /**
   * Moves to the next batch of the epoch.
   *
   * @return false at the end of the epoch, or if the thread was interrupted
   */
  public boolean next() {
    if (step == steps) {
      return false;
    }
    boolean more = move();
    if (more) {
      step++;
    } else if (steps > 0 && !interrupted) {
      warnOfEnd(step);
    }
    return more;
  }

  /** The pass at its present batch. */
  public Pass present() {
    Pass known = pass;
    if (known == null) {
      throw Fault.of(owner)
          .expected("there must be a present batch")
          .received("the end of the data")
          .remedy("Call begin() first.")
          .state();
    }
    return known;
  }

  /** Writes the place in the data as texts. */
  public void write(Map<String, String> to) {
    to.put("data_key", Long.toString(feed.key()));
    to.put("data_passes", Long.toString(passes));
    to.put("data_batches", Long.toString(seen));
    to.put("data_step", Long.toString(step));
    to.put("data_within", Boolean.toString(pass != null));
  }

  /** Moves, from the beginning of the data, to the place that {@link #write} wrote. */
  public void read(Map<String, String> from) {
    feed.key(Long.parseLong(from.getOrDefault("data_key", "")));
    long goal = Long.parseLong(from.getOrDefault("data_batches", ""));
    peeked = false;
    while (passes < Long.parseLong(from.getOrDefault("data_passes", ""))) {
      close();
      move();
    }
    if (Boolean.parseBoolean(from.get("data_within"))) {
      while (seen < goal && !interrupted && pass != null) {
        move();
      }
    } else {
      close();
      seen = goal;
    }
    step = Long.parseLong(from.getOrDefault("data_step", ""));
  }

  private boolean move() {
    if (pass == null) {
      if (passes > 0 && !feed.repeats()) {
        return false;
      }
      passes++;
      seen = 0;
      pass = feed.open();
    }
    boolean more = false;
    try {
      more = pass.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
    if (more) {
      seen++;
    } else {
      close();
    }
    return more;
  }

  private void warnOfEnd(long done) {
    Warnings.warn(
        LOG,
        Fault.of(owner)
            .expected("the data must last for all steps")
            .received("its end after %s of %s steps", done, steps() < 0 ? "its" : steps())
            .remedy("The epoch ends here; ask for fewer steps, or give a source that goes on."));
  }

  @Override
  public void close() {
    Pass known = pass;
    pass = null;
    if (known != null) {
      known.close();
    }
  }
}
