package dev.multilayercache.surroundings.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** A small shop, written as its users write theirs. */
@SpringBootApplication
@EnableAsync
@EnableTransactionManagement
public class BootApp {
  public static void main(String[] args) {
    SpringApplication.run(BootApp.class, args);
  }
}
