package io.hornbill.layers.internal;

import io.hornbill.base.Config;
import io.hornbill.base.internal.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * How files name the parts that were registered for them, for as long as these parts live; a file
 * may register what is equal to a part of the library.
 */
final class RegisteredForms {
  private static final WeakIdentityMap<Object, Config> FORMS = new WeakIdentityMap<>();

  private RegisteredForms() {}

  static void put(Object part, Config form) {
    FORMS.put(part, form);
  }

  static @Nullable Config get(Object part) {
    return FORMS.get(part);
  }
}
