package io.mortise.server.practice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pets, in memory. */
final class Pets {
  private static final int PAGE_SIZE = 20;
  private static final Pattern AFTER = Pattern.compile("(?:.*&)?after=([0-9]{1,9})(?:&.*)?");

  private final List<Pet> pets =
      new CopyOnWriteArrayList<>(
          List.of(new Pet(1, "Biscuit", "dog"), new Pet(2, "Pepper", "cat")));
  private final AtomicInteger nextId = new AtomicInteger(3);

  record Pet(int id, String name, String kind) {}

  record NewPet(String name, String kind) {}

  /** A page of pets, and what {@code after} has to be to get the next one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Pet> pets, @Nullable Integer next) {}

  Pet add(NewPet wanted) {
    var pet =
        new Pet(
            nextId.getAndIncrement(), String.valueOf(wanted.name()), String.valueOf(wanted.kind()));
    pets.add(pet);
    return pet;
  }

  Page page(String query) {
    var after = AFTER.matcher(query);
    int last = after.matches() ? Integer.parseInt(after.group(1)) : 0;
    var rest = pets.stream().filter(pet -> pet.id() > last).limit(PAGE_SIZE + 1L).toList();
    return rest.size() <= PAGE_SIZE
        ? new Page(rest, null)
        : new Page(rest.subList(0, PAGE_SIZE), rest.get(PAGE_SIZE - 1).id());
  }

  Optional<Pet> find(String id) {
    return pets.stream().filter(pet -> Integer.toString(pet.id()).equals(id)).findFirst();
  }
}
