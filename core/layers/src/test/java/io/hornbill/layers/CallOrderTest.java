package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.hornbill.layers.CallOrder.Made;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class CallOrderTest {
  private final CallOrder order = new CallOrder();

  @Test
  void callsComeAfterWhatTheyNeedAndOtherwiseAsWritten() {
    order.given("in", 1);
    order.add("c", List.of(new Made("b", 0), new Made("in", 0)));
    order.add("a", List.of(new Made("in", 0)));
    order.add("b", List.of(new Made("a", 0)));
    order.add("d", List.of(new Made("in", 0)));
    assertThat(order.sorted()).containsExactly(1, 2, 3, 0);
  }

  @Test
  void callsOfOneLayerStayInTheirOrder() {
    order.given("in", 1);
    order.add("shared", List.of(new Made("late", 0)));
    order.add("shared", List.of(new Made("in", 0)));
    order.add("late", List.of(new Made("in", 0)));
    assertThat(order.sorted()).containsExactly(2, 0, 1);
  }

  @Test
  void whatNobodyMakesAndCirclesAreLeftOut() {
    order.add("a", List.of(new Made("b", 0)));
    order.add("b", List.of(new Made("a", 0)));
    order.add("c", List.of(new Made("nobody", 0)));
    order.add("d", List.of());
    assertThat(order.sorted()).containsExactly(3);
  }

  @Test
  void aHundredThousandCallsBackwardsTakeNoTime() {
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 100_000; i > 0; i--) {
            order.add("l" + i, i == 1 ? List.of() : List.of(new Made("l" + (i - 1), 0)));
          }
          assertThat(order.sorted()).hasSize(100_000);
        });
    assertThatCode(order::sorted).doesNotThrowAnyException();
  }
}
