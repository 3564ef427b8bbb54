package io.hornbill.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.Engine;
import io.hornbill.engine.testing.ParityPage.Errors;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Collects the greatest difference from Keras of each part, and compares it with what
 * docs/parity.md says; or, with {@code -Dhornbill.parity=write}, writes that page.
 *
 * <p>Another processor rounds elsewhere: an error may be ten times what the page says, or a few
 * roundings.
 */
public final class Parity {
  private static final boolean WRITE = "write".equals(System.getProperty("hornbill.parity"));
  private static final double SLACK = 10;
  private static final Errors ROUNDINGS = new Errors(1e-14, 2e-6);

  private final String kind;
  private final Map<String, Errors> worst = new TreeMap<>();

  /** Starts a table of a kind of parts: {@code "losses"}. */
  public Parity(String kind) {
    this.kind = kind;
  }

  /** Records an error of a part in double or single precision. */
  public void record(String part, DataType dataType, double error) {
    worst.merge(
        part,
        dataType == DataType.DOUBLE ? new Errors(error, 0) : new Errors(0, error),
        Errors::worse);
  }

  /**
   * Compares the table with the page if that has one of this kind; or writes it, with the errors of
   * both engines together.
   */
  public void check() {
    ParityPage page = ParityPage.read();
    Map<String, Errors> stated = page.parts(kind);
    if (WRITE) {
      if (Engine.name().equals("nd4j")) {
        worst.replaceAll((part, e) -> e.worse(stated.getOrDefault(part, Errors.NONE)));
      }
      page.write(kind, worst);
    } else if (page.kinds().contains(kind)) {
      worst.forEach((part, errors) -> check(part, errors, stated.get(part)));
    }
  }

  private void check(String part, Errors errors, @Nullable Errors stated) {
    assertThat(stated)
        .as("docs/parity.md, %s, %s: run the tests with -Dhornbill.parity=write", kind, part)
        .isNotNull();
    assertThat(errors.doubles())
        .as("%s in double precision, see docs/parity.md", part)
        .isLessThanOrEqualTo(Math.max(SLACK * stated.doubles(), ROUNDINGS.doubles()));
    assertThat(errors.floats())
        .as("%s in single precision, see docs/parity.md", part)
        .isLessThanOrEqualTo(Math.max(SLACK * stated.floats(), ROUNDINGS.floats()));
  }
}
