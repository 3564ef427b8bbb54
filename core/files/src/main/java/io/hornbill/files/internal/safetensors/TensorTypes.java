package io.hornbill.files.internal.safetensors;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.NumericType.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of types. */
final class TensorTypes {

  private static final Map<String, NumericType> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("F64", NumericType.FLOAT64);
    BY_NAME.put("F32", NumericType.FLOAT32);
    BY_NAME.put("F16", NumericType.FLOAT16);
    BY_NAME.put("BF16", NumericType.BFLOAT16);
    BY_NAME.put("I64", NumericType.INT64);
    BY_NAME.put("I32", NumericType.INT32);
    BY_NAME.put("I16", NumericType.little(Kind.SIGNED, 2));
    BY_NAME.put("I8", NumericType.little(Kind.SIGNED, 1));
    BY_NAME.put("U64", NumericType.little(Kind.UNSIGNED, 8));
    BY_NAME.put("U32", NumericType.little(Kind.UNSIGNED, 4));
    BY_NAME.put("U16", NumericType.little(Kind.UNSIGNED, 2));
    BY_NAME.put("U8", NumericType.UINT8);
    BY_NAME.put("BOOL", NumericType.little(Kind.BOOL, 1));
  }

  private TensorTypes() {}

  static @Nullable NumericType find(String name) {
    return BY_NAME.get(name);
  }

  static String nameOf(NumericType type) {
    for (Map.Entry<String, NumericType> entry : BY_NAME.entrySet()) {
      if (entry.getValue().equals(type)) {
        return entry.getKey();
      }
    }
    throw Fault.of("Safetensors")
        .expected("the type must be one of %s", BY_NAME.keySet())
        .received(type)
        .remedy("Use little-endian numbers.")
        .argument();
  }

  static Iterable<String> names() {
    return BY_NAME.keySet();
  }
}
