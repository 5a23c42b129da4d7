/** The desk from which people and tests steer the simulated A-Pay. */
package io.github.tillgram.sandbox.apay.desk;
