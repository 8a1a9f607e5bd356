package io.resilienceagent.host;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application that calls a guarded bean when it has started. */
@Configuration(proxyBeanMethods = false)
public class BootHost {
    @Bean
    Calls calls() {
        return new Calls();
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(BootHost.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        try (var context = application.run(arguments)) {
            Calls calls = context.getBean(Calls.class);
            Tell.about("first", () -> calls.client("A"));
            Tell.about("second", () -> calls.client("A"));
            Tell.that("loader", Calls.class.getClassLoader().getClass().getName());
        }
    }
}
