package io.hornbill.callbacks;

import io.hornbill.base.Setting;
import org.jspecify.annotations.Nullable;

/** A callback whose setters return its own type. */
public abstract class FluentCallback<T extends FluentCallback<T>> extends Callback {
  FluentCallback() {}

  @SuppressWarnings("unchecked") // T is the class itself
  final <V extends @Nullable Object> T with(Setting<V> setting, V value) {
    set(setting, value);
    return (T) this;
  }
}
