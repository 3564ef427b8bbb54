package io.hornbill.files.internal.npy;

import io.hornbill.files.internal.MemoryBudget;
import io.hornbill.files.internal.NumericType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few calls that NumPy's pickles make, each carried out here and none looked up. */
final class PickleObjects {

  private enum Function {
    RECONSTRUCT,
    ARRAY,
    TYPE,
    SCALAR,
    FROM_BUFFER,
    ENCODE,
    DICTIONARY
  }

  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "numpy.core.multiarray _reconstruct", Function.RECONSTRUCT,
          "numpy._core.multiarray _reconstruct", Function.RECONSTRUCT,
          "numpy ndarray", Function.ARRAY,
          "numpy dtype", Function.TYPE,
          "numpy.core.multiarray scalar", Function.SCALAR,
          "numpy._core.multiarray scalar", Function.SCALAR,
          "numpy.core.numeric _frombuffer", Function.FROM_BUFFER,
          "numpy._core.numeric _frombuffer", Function.FROM_BUFFER,
          "_codecs encode", Function.ENCODE,
          "collections OrderedDict", Function.DICTIONARY);

  /** A data type; NumPy tells its byte order only afterwards. */
  private static final class PendingType {
    private NumpyType type;

    PendingType(NumpyType type) {
      this.type = type;
    }
  }

  /** An array before its state is known. */
  private static final class PendingArray {}

  /** Each byte of a pickle is copied into objects a few times, not once for each of many calls. */
  private static final int MOST_COPIES = 16;

  private static final long FEW = 1L << 26;
  private static final long BUDGET_STEP = 1L << 24;

  private final PickleInput in;
  private final String place;
  private long copied;
  private long required;
  private final @Nullable PickleExtension extension;

  PickleObjects(PickleInput in, String place, @Nullable PickleExtension extension) {
    this.in = in;
    this.place = place;
    this.extension = extension;
  }

  Object global(String module, String name) {
    Object function = FUNCTIONS.get(module + " " + name);
    if (function == null && extension != null) {
      function = extension.global(module, name);
    }
    if (function == null) {
      throw in.damaged(
          "only plain data is read, nothing is executed",
          PickleInput.excerpt(module) + "." + PickleInput.excerpt(name));
    }
    return function;
  }

  Object persistent(@Nullable Object id) {
    Object found = extension == null ? null : extension.persistent(requirePlain(id));
    if (found == null) {
      throw in.damaged("objects must be in the pickle itself", "a reference to one outside");
    }
    return found;
  }

  /** Counts bytes that are made of others, which a pickle may give again and again. */
  private void copy(long bytes) {
    copied += bytes;
    if (copied > FEW + (long) MOST_COPIES * in.size()) {
      throw in.damaged("its objects must be in proportion to it", copied + " bytes of them");
    }
    if (copied - required > BUDGET_STEP) {
      MemoryBudget.require(copied - required, place);
      required = copied;
    }
  }

  Object call(@Nullable Object function, @Nullable Object arguments) {
    if (arguments instanceof List<?> list) {
      copy((long) Long.BYTES * list.size());
    }
    if (function instanceof PickleExtension.Function known && arguments instanceof List<?> list) {
      list.forEach(this::requirePlain);
      return known.call(list);
    }
    if (function instanceof Function known && arguments instanceof List<?> list) {
      return switch (known) {
        case RECONSTRUCT, ARRAY -> new PendingArray();
        case TYPE -> new PendingType(NumpyType.parse(text(argument(list, 0)), place));
        case SCALAR -> scalar(type(argument(list, 0)), bytes(argument(list, 1)));
        case FROM_BUFFER ->
            array(
                shape(argument(list, 2)),
                type(argument(list, 1)),
                text(argument(list, 3)).equals("F"),
                argument(list, 0));
        case ENCODE -> bytes(text(argument(list, 0)));
        case DICTIONARY -> new LinkedHashMap<Object, @Nullable Object>();
      };
    }
    throw in.damaged("a call must be one of NumPy's", "another object");
  }

  Object build(@Nullable Object unfinished, @Nullable Object state) {
    if (unfinished instanceof Map<?, ?> && extension != null) {
      return unfinished; // what else an ordered dictionary was given is no entry of it
    }
    if (unfinished instanceof PendingType pending && state instanceof List<?> list) {
      String order = text(argument(list, 1));
      if (argument(list, 4) != null) {
        throw in.damaged("arrays must not be structured", "a type with fields");
      }
      pending.type = pending.type.withOrder(order.isEmpty() ? '|' : order.charAt(0));
      return pending;
    }
    if (unfinished instanceof PendingArray && state instanceof List<?> list) {
      int at = argument(list, 0) instanceof Long ? 1 : 0;
      boolean fortran = Boolean.TRUE.equals(argument(list, at + 2)) || isOne(list.get(at + 2));
      return array(
          shape(argument(list, at)), type(argument(list, at + 1)), fortran, argument(list, at + 3));
    }
    throw in.damaged("only arrays and their types have a state", "another object");
  }

  private NumpyArray array(
      long[] shape, NumpyType type, boolean fortran, @Nullable Object content) {
    NumericType numeric = type.numericOrNull();
    if (numeric != null) {
      byte[] data = bytes(content);
      copy(fortran ? data.length : 0);
      byte[] ordered = fortran ? RowMajor.bytes(data, shape, type.itemSize(), place) : data;
      return NumpyArray.ofNumbers(numeric, shape, ordered, place);
    }
    if (type.isText()) {
      byte[] data = bytes(content);
      copy((long) NpyTexts.BYTES * (data.length / Math.max(1, type.itemSize())) + data.length);
      return NumpyArray.ofObjects(shape, NpyTexts.decode(data, type, place), place);
    }
    if (content instanceof List<?> list) {
      copy(2L * Long.BYTES * list.size());
      List<@Nullable Object> items = new ArrayList<>(list);
      return NumpyArray.ofObjects(
          shape, fortran ? RowMajor.objects(items, shape, place) : items, place);
    }
    throw in.damaged("an array's content must be bytes or a list", "another object");
  }

  private Object scalar(NumpyType type, byte[] data) {
    NumericType numeric = type.numericOrNull();
    if (numeric == null || data.length != numeric.bytes()) {
      throw in.damaged("a scalar must be a number", data.length + " bytes");
    }
    if (numeric.floating()) {
      double[] value = new double[1];
      numeric.toDoubles(ByteBuffer.wrap(data), value, 0, 1);
      return value[0];
    }
    long[] value = new long[1];
    numeric.toLongs(ByteBuffer.wrap(data), value, 0, 1);
    return numeric.kind() == NumericType.Kind.BOOL ? (Object) (value[0] != 0) : value[0];
  }

  String text(@Nullable Object object) {
    if (object instanceof String text) {
      return text;
    }
    if (object instanceof byte[] bytes) {
      copy(bytes.length);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    throw in.damaged("a string must be where one is needed", "another object");
  }

  Object key(@Nullable Object object) {
    if (object instanceof byte[]) {
      return text(object);
    }
    if (object instanceof String || object instanceof Number || object instanceof Boolean) {
      return object;
    }
    throw in.damaged("a dictionary's key must be a string or a number", "another object");
  }

  /** Whether an object is an array before its state is known. */
  boolean isUnfinished(@Nullable Object object) {
    return object instanceof PendingArray;
  }

  /** Keeps what only has a meaning inside this reader from getting out. */
  @Nullable Object requirePlain(@Nullable Object object) {
    if (object instanceof Function
        || object instanceof PickleExtension.Function
        || object instanceof PendingArray
        || object instanceof PendingType) {
      throw in.damaged("the objects must be plain data", "a function, or an array without data");
    }
    return object;
  }

  private byte[] bytes(@Nullable Object object) {
    if (object instanceof byte[] bytes) {
      return bytes;
    }
    if (object instanceof String text) {
      copy(text.length());
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    throw in.damaged("bytes must be where they are needed", "another object");
  }

  private NumpyType type(@Nullable Object object) {
    if (object instanceof PendingType pending) {
      return pending.type;
    }
    throw in.damaged("a data type must be where one is needed", "another object");
  }

  private long[] shape(@Nullable Object object) {
    if (object instanceof List<?> list && list.size() <= 32) {
      long[] shape = new long[list.size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = list.get(i) instanceof Long length ? length : -1;
      }
      return shape;
    }
    throw in.damaged("a shape must be a tuple of at most 32 numbers", "another object");
  }

  private @Nullable Object argument(List<?> list, int index) {
    if (index < list.size()) {
      return list.get(index);
    }
    throw in.damaged("a call must have its arguments", list.size() + " of them");
  }

  private static boolean isOne(@Nullable Object object) {
    return object instanceof Long number && number == 1;
  }
}
