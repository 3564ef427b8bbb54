package com.example;

import io.hornbill.Model;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

// region service
@SpringBootApplication
public class Service {
  @Bean(destroyMethod = "close")
  Model model() {
    return Model.load(Path.of("model.keras"));
  }

  @RestController
  record Predictions(Model model) {
    @PostMapping("/predict")
    float[][] predict(@RequestBody float[][] rows) {
      return model.predict(rows);
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(IllegalArgumentException e) {
      return ResponseEntity.badRequest().body(e.getMessage());
    }
  }

  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }
}
// endregion
