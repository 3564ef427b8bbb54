package io.hornbill.saving.internal;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.training.TrainableModel;
import java.nio.file.Path;

/**
 * A kind of file that holds models, weights, or both. On writing it is chosen by the file's name,
 * on reading by the file's content.
 *
 * <p>Readers throw {@link ModelFormatException}, and no other exception, for whatever is in a file;
 * a model whose weights could not be read is unchanged.
 */
public interface ModelFormat {
  /**
   * Says whether whole models of this format have such a name.
   *
   * @param fileName the name in lower case, without folders
   * @return true for {@code .keras}, for example
   */
  boolean isModelName(String fileName);

  /**
   * Says whether files of weights of this format have such a name.
   *
   * @param fileName the name in lower case, without folders
   * @return true for {@code .weights.h5}, for example
   */
  boolean isWeightsName(String fileName);

  /**
   * Says whether a file is of this format, be it a model or weights.
   *
   * @param content the file
   * @return true if this format reads it
   */
  boolean recognizes(ByteSource content);

  /**
   * Reads a whole model.
   *
   * @param content the file, which the caller closes
   * @param options whether to compile, and parts of the user's own
   * @return a new model
   * @throws ModelFormatException if the file is damaged, or holds no model
   */
  TrainableModel read(ByteSource content, LoadOptions options);

  /**
   * Writes a whole model.
   *
   * @param model the model
   * @param file the file, replaced in one step
   */
  void write(TrainableModel model, Path file);

  /**
   * Reads weights into a model.
   *
   * @param model the model, built
   * @param content the file, which the caller closes: weights, or a whole model
   * @param options how layers find their weights
   * @throws ModelFormatException if the file is damaged, or does not fit the model
   */
  void readWeights(TrainableModel model, ByteSource content, WeightsOptions options);

  /**
   * Writes the weights of a model.
   *
   * @param model the model
   * @param file the file, replaced in one step
   */
  void writeWeights(TrainableModel model, Path file);
}
