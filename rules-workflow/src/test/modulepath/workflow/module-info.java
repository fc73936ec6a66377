/** A host that runs workflows: SQL templates and rules come with them. */
module probe {
    requires dev.tenet.rules.workflow;
}
