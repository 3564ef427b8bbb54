package io.hornbill.files.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.NumericType.Kind;
import io.hornbill.files.internal.npy.PickleExtension;
import io.hornbill.files.internal.torch.TorchTensor.Storage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands for tensors in pickles of PyTorch. */
final class TorchObjects implements PickleExtension {
  private static final Map<String, NumericType> STORAGES =
      Map.of(
          "DoubleStorage", NumericType.FLOAT64,
          "FloatStorage", NumericType.FLOAT32,
          "HalfStorage", NumericType.FLOAT16,
          "BFloat16Storage", NumericType.BFLOAT16,
          "LongStorage", NumericType.INT64,
          "IntStorage", NumericType.INT32,
          "ShortStorage", NumericType.little(Kind.SIGNED, 2),
          "CharStorage", NumericType.little(Kind.SIGNED, 1),
          "ByteStorage", NumericType.UINT8,
          "BoolStorage", NumericType.little(Kind.BOOL, 1));

  private static final int MOST_AXES = 32;

  private final String place;

  TorchObjects(String place) {
    this.place = place;
  }

  @Override
  public @Nullable Object global(String module, String name) {
    if (module.equals("torch")) {
      return STORAGES.get(name);
    }
    Function tensor = this::tensor;
    Function first = arguments -> argument(arguments, 0, Object.class);
    return switch (module + " " + name) {
      case "torch._utils _rebuild_tensor", "torch._utils _rebuild_tensor_v2" -> tensor;
      case "torch._utils _rebuild_parameter" -> first;
      default -> null;
    };
  }

  /** Storage, offset, shape and strides; what follows is for gradients. */
  private Object tensor(List<?> arguments) {
    return new TorchTensor(
        argument(arguments, 0, Storage.class),
        argument(arguments, 1, Long.class),
        numbers(argument(arguments, 2, List.class)),
        numbers(argument(arguments, 3, List.class)));
  }

  /** The word "storage", its type, its name, a device, how many numbers it has. */
  @Override
  public @Nullable Object persistent(@Nullable Object id) {
    if (id instanceof List<?> parts && parts.size() >= 5 && "storage".equals(parts.get(0))) {
      return new Storage(
          argument(parts, 2, String.class),
          argument(parts, 1, NumericType.class),
          argument(parts, 4, Long.class));
    }
    return null;
  }

  private long[] numbers(List<?> list) {
    if (list.size() > MOST_AXES) {
      throw Fault.of("TorchFile")
          .expected("a tensor must have at most %d axes", MOST_AXES)
          .received("%d in %s", list.size(), place)
          .remedy("Save a state dictionary.")
          .as(ModelFormatException::new);
    }
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = argument(list, i, Long.class);
    }
    return numbers;
  }

  private <T> T argument(List<?> arguments, int index, Class<T> type) {
    Object argument = index < arguments.size() ? arguments.get(index) : null;
    if (!type.isInstance(argument)) {
      throw Fault.of("TorchFile")
          .expected("a tensor must be made of a storage, an offset, a shape and strides")
          .received("another object at place %s in %s", index, place)
          .remedy("Save a state dictionary.")
          .as(ModelFormatException::new);
    }
    return type.cast(argument);
  }
}
