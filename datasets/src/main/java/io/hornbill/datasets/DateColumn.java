package io.hornbill.datasets;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;

/**
 * How a column of dates is read.
 *
 * @param format how dates are written
 * @param parts what is made of them
 */
record DateColumn(DateTimeFormatter format, List<String> parts) {
  static final List<String> PARTS =
      List.of("days", "year", "month", "day", "weekday", "hour", "minute");

  private static final double NANOS_PER_DAY = 86_400e9;

  /** Reads a date. */
  LocalDateTime read(String field) {
    TemporalAccessor parsed = format.parse(field.strip());
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
  }

  /** One part of a date as a number. */
  static float part(LocalDateTime date, String name) {
    return switch (name) {
      case "year" -> date.getYear();
      case "month" -> date.getMonthValue();
      case "day" -> date.getDayOfMonth();
      case "weekday" -> date.getDayOfWeek().getValue();
      case "hour" -> date.getHour();
      case "minute" -> date.getMinute();
      default ->
          (float)
              (date.toLocalDate().toEpochDay() + date.toLocalTime().toNanoOfDay() / NANOS_PER_DAY);
    };
  }
}
