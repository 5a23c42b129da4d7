package io.github.tillgram.merchant;

import io.github.tillgram.security.Scope;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Scopes as they stand in a column: {@code read,write}. */
@Converter
class Scopes implements AttributeConverter<Set<Scope>, String> {

  private static final String SEPARATOR = ",";

  @Override
  public String convertToDatabaseColumn(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::toString).collect(Collectors.joining(SEPARATOR));
  }

  @Override
  public Set<Scope> convertToEntityAttribute(String column) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(column.split(SEPARATOR))
        .forEach(word -> Scope.ofRole(word).ifPresent(scopes::add));
    return scopes;
  }
}
