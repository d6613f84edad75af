/* The 23 states of a stack, in a table. A state that is not in it, which AWS may
   add, counts as one that passes. Called by the files of
   the conversation. */
#include "deploy/client/status.h"

struct status {
    const char *name;
    enum stack_phase phase;
    enum ending ending;
    const char *words, *help;
};

static const char delete_it[] = "it can only be deleted: 'mtc --delete' does that";
static const char begin_anew[] = "the next 'mtc --deploy' deletes it and creates it again; 'mtc --delete' only deletes it";
static const char retry_help[] = "'mtc --cancel' takes it back to the last state that worked; a corrected source can also be "
                                 "deployed over it with --on-failure nothing";
static const char remake_help[] = "'mtc --delete' removes it; a corrected source can also be deployed over it with "
                                  "--on-failure nothing";

static const struct status table[] = {
    { "CREATE_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "it is being created", NULL },
    { "CREATE_COMPLETE", PHASE_SETTLED, ENDING_GOOD, "it was created", NULL },
    { "CREATE_FAILED", PHASE_HALTED, ENDING_STUCK, "its creation failed, and it was not rolled back", remake_help },
    { "ROLLBACK_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "its creation failed and is being rolled back", NULL },
    { "ROLLBACK_COMPLETE", PHASE_HOLLOW, ENDING_ROLLED_BACK, "its creation failed and was rolled back: it holds nothing",
      begin_anew },
    { "ROLLBACK_FAILED", PHASE_STUCK, ENDING_STUCK, "its creation failed, and so did rolling it back: resources are left",
      delete_it },
    { "UPDATE_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "it is being updated", NULL },
    { "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", PHASE_FINISHING, ENDING_NONE, "it was updated, and old resources are being removed",
      NULL },
    { "UPDATE_COMPLETE", PHASE_SETTLED, ENDING_GOOD, "it was updated", NULL },
    { "UPDATE_FAILED", PHASE_HALTED, ENDING_STUCK, "an update failed, and it was not rolled back", retry_help },
    { "UPDATE_ROLLBACK_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "an update failed and is being rolled back", NULL },
    { "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", PHASE_FINISHING, ENDING_NONE,
      "an update was rolled back, and new resources are being removed", NULL },
    { "UPDATE_ROLLBACK_COMPLETE", PHASE_SETTLED, ENDING_ROLLED_BACK, "an update failed and was rolled back", NULL },
    { "UPDATE_ROLLBACK_FAILED", PHASE_STUCK, ENDING_STUCK, "an update failed, and so did rolling it back",
      "put right what the messages name, then 'mtc --cancel' continues rolling back" },
    { "DELETE_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "it is being deleted", NULL },
    { "DELETE_COMPLETE", PHASE_ABSENT, ENDING_GONE, "it was deleted", NULL },
    { "DELETE_FAILED", PHASE_STUCK, ENDING_STUCK, "it could not be deleted: resources are left",
      "put right what the messages name, then 'mtc --delete' tries again" },
    { "REVIEW_IN_PROGRESS", PHASE_REVIEW, ENDING_NONE, "it is empty and waits for a change set", NULL },
    { "IMPORT_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "resources are being imported", NULL },
    { "IMPORT_COMPLETE", PHASE_SETTLED, ENDING_GOOD, "resources were imported", NULL },
    { "IMPORT_ROLLBACK_IN_PROGRESS", PHASE_BUSY, ENDING_NONE, "an import failed and is being rolled back", NULL },
    { "IMPORT_ROLLBACK_COMPLETE", PHASE_SETTLED, ENDING_ROLLED_BACK, "an import failed and was rolled back", NULL },
    { "IMPORT_ROLLBACK_FAILED", PHASE_STUCK, ENDING_STUCK, "an import failed, and so did rolling it back",
      "AWS continues no import: 'mtc --delete' removes the stack, and what has the deletion policy Retain stays" },
};

static const struct status *find(struct text name)
{
    static const struct status unknown = { "", PHASE_BUSY, ENDING_NONE, "it is in a state that mtc does not know", NULL };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_equal_c(name, table[i].name))
            return &table[i];
    return &unknown;
}

enum stack_phase status_phase(struct text status)
{
    return status.length ? find(status)->phase : PHASE_ABSENT;
}

enum ending status_ending(struct text status)
{
    return find(status)->ending;
}

bool status_ends_by_deletion(struct text status)
{
    return text_equal_c(status, "CREATE_IN_PROGRESS") || text_equal_c(status, "ROLLBACK_IN_PROGRESS");
}

const char *status_words(struct text status)
{
    return find(status)->words;
}

const char *status_help(struct text status)
{
    return find(status)->help;
}
