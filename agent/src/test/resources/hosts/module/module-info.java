/** A host that exports and opens nothing. */
module com.acme.desk {}
