package io.hornbill.saving.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.torch.TorchFile;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.saving.internal.ModelFormat;
import io.hornbill.training.TrainableModel;
import java.nio.file.Path;

/**
 * The {@code .pt} and {@code .pth} files of PyTorch, of which state dictionaries are read: every
 * layer gets the tensors of the module of its name, in its own layout.
 *
 * <pre>{@code
 * model.loadWeights(Path.of("net.pth"), o -> o.moduleNames(name -> "features." + name));
 * }</pre>
 */
public final class TorchFormat implements ModelFormat {
  /** Makes the format. */
  public TorchFormat() {}

  @Override
  public boolean isModelName(String fileName) {
    return false;
  }

  @Override
  public boolean isWeightsName(String fileName) {
    return false;
  }

  @Override
  public boolean recognizes(ByteSource content) {
    return TorchFile.isTorch(content);
  }

  @Override
  public TrainableModel read(ByteSource content, LoadOptions options) {
    throw Fault.of("TorchFormat")
        .expected("the file must hold a whole model")
        .received("tensors of PyTorch in %s", content.name())
        .remedy("Make the model, and call its loadWeights(path).")
        .as(ModelFormatException::new);
  }

  @Override
  public void write(TrainableModel model, Path file) {
    throw Fault.of("TorchFormat")
        .expected("files of PyTorch are read only")
        .received(file)
        .remedy("Save as .keras.")
        .unsupported();
  }

  @Override
  public void readWeights(TrainableModel model, ByteSource content, WeightsOptions options) {
    try (TorchFile file = TorchFile.open(content.slice(0, content.size(), content.name()))) {
      new TorchWeights(file, content.name(), options).load(model);
    }
  }

  @Override
  public void writeWeights(TrainableModel model, Path file) {
    write(model, file);
  }
}
