package io.github.tillgram.apay.client;

import io.github.tillgram.security.Secret;

/**
 * What A-Pay knows a project by.
 *
 * @param projectId A-Pay's number of it; up to seven digits, of which the first may be 0
 */
public record ApayAccess(String projectId, Secret apiKey) {}
