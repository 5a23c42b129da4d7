package io.github.tillgram.sandbox.world;

import io.github.tillgram.sandbox.world.Person.Address;
import java.util.List;
import java.util.Optional;

/**
 * The payers every sandbox has. Their ids are fixed so that documentation and tests may name them.
 */
public final class People {
  private static final List<Person> ALL =
      List.of(
          new Person(
              5000001,
              "Nora",
              "Testfield",
              "nora_testfield",
              "en",
              "15550100001",
              "nora@example.org",
              new Address("GB", "London", "1 Sample Street", "N1 0AA")),
          new Person(
              5000002,
              "Мила",
              "Примерова",
              "mila_primerova",
              "ru",
              "79990100002",
              "mila@example.org",
              new Address("KZ", "Алматы", "улица Примерная, 2", "050000")),
          new Person(
              5000003,
              "Jonas",
              "Probemann",
              "jonas_probemann",
              "de",
              "4915550100003",
              "jonas@example.org",
              new Address("DE", "Köln", "Musterstraße 3", "50667")));

  private People() {}

  public static List<Person> all() {
    return ALL;
  }

  public static Optional<Person> find(long id) {
    return ALL.stream().filter(person -> person.id() == id).findFirst();
  }
}
