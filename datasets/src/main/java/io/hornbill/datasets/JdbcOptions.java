package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns of a query are read, and how they become batches. */
public final class JdbcOptions extends TableOptions<JdbcOptions> {
  private int fetchSize = 1000;
  private List<@Nullable Object> parameters = List.of();

  JdbcOptions() {
    super("JdbcSource");
  }

  @Override
  JdbcOptions self() {
    return this;
  }

  /**
   * Sets how many rows the driver fetches at once, which is how many are in memory.
   *
   * @param fetchSize at least 1; 1000 by default
   * @return these options
   */
  public JdbcOptions fetchSize(int fetchSize) {
    this.fetchSize = Checks.positive("JdbcSource", "fetchSize", fetchSize);
    return this;
  }

  /**
   * Sets what stands for the question marks of the query.
   *
   * @param values their values in order
   * @return these options
   */
  public JdbcOptions parameters(@Nullable Object... values) {
    parameters = Arrays.asList(values.clone());
    return this;
  }

  int fetchSize() {
    return fetchSize;
  }

  List<@Nullable Object> parameters() {
    return parameters;
  }
}
