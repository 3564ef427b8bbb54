package io.hornbill.base.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  @Test
  void equalObjectsHaveValuesOfTheirOwn() {
    WeakIdentityMap<List<String>, String> map = new WeakIdentityMap<>();
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    map.put(first, "first");
    assertThat(map.get(second)).isNull();
    assertThat(map.get(second, () -> "second")).isEqualTo("second");
    first.add("changed");
    assertThat(map.get(first)).isEqualTo("first");
    assertThat(map.get(second, () -> "another")).isEqualTo("second");
  }
}
