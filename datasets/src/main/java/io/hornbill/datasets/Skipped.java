package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.files.ModelFormatException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broken entries of a pass: thrown at once, or left out and reported at the end. */
final class Skipped {
  private static final Logger LOG = LoggerFactory.getLogger(Skipped.class);
  private static final String REMEDY = " Set skipBroken(true) to leave it out.";

  private final String owner;
  private final boolean allowed;
  private final List<String> messages = new ArrayList<>();

  Skipped(String owner, boolean allowed) {
    this.owner = owner;
    this.allowed = allowed;
  }

  /** Takes note of a broken entry, or throws what is wrong with it. */
  synchronized void add(RuntimeException failure) {
    boolean broken =
        failure instanceof IllegalArgumentException
            || failure instanceof ModelFormatException
            || failure instanceof UncheckedIOException;
    if (!broken) {
      throw failure;
    }
    String message = String.valueOf(failure.getMessage());
    if (!allowed) {
      throw failure instanceof UncheckedIOException unreadable
          ? new UncheckedIOException(message + REMEDY, unreadable.getCause())
          : failure instanceof ModelFormatException
              ? new ModelFormatException(message + REMEDY, failure)
              : new IllegalArgumentException(message + REMEDY, failure);
    }
    messages.add(message);
  }

  /** Forgets the pass before. */
  synchronized void begin() {
    messages.clear();
  }

  /** Reports at the end of a pass what was left out. */
  synchronized void end() {
    if (!messages.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of(owner)
              .expected("all entries should be whole")
              .received("%s broken ones, which were left out", messages.size())
              .remedy("The first: %s", messages.get(0)));
    }
  }

  synchronized List<String> messages() {
    return List.copyOf(messages);
  }
}
