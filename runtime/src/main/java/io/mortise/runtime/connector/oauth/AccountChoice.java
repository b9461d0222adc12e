package io.mortise.runtime.connector.oauth;

import io.mortise.runtime.auth.Template;

/**
 * A call that lists what an account may be used for, such as its tenants, of which a person chooses
 * one.
 *
 * @param url read with the access token, filled from public fields
 * @param itemsAt where the list stands in the answer, as a JSON pointer; empty for the whole answer
 * @param idAt what is kept of the chosen item
 * @param nameAt what people see of it
 * @param field that gets the id
 */
public record AccountChoice(
    Template url, String itemsAt, String idAt, String nameAt, String field) {}
