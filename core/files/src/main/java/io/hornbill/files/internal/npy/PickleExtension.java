package io.hornbill.files.internal.npy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pickles of another library hold besides plain data. Whoever reads them says what each name
 * stands for; nothing is looked up.
 */
public interface PickleExtension {

  /** What a pickle may call. */
  interface Function {
    /**
     * Carries out a call.
     *
     * @param arguments plain data, and what functions and {@link #persistent} gave
     * @return the result
     */
    Object call(List<?> arguments);
  }

  /**
   * Finds what a name stands for.
   *
   * @param module Python's module
   * @param name the name in it
   * @return a {@link Function} or another object; null to refuse the name
   */
  @Nullable Object global(String module, String name);

  /**
   * Finds an object that is not in the pickle.
   *
   * @param id what the pickle calls it
   * @return the object; null to refuse it
   */
  @Nullable Object persistent(@Nullable Object id);
}
