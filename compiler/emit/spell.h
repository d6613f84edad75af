/* Spell: inside emit/ only. How CloudFormation writes a value depends on where
   it stands. */
#ifndef MTC_EMIT_SPELL_H
#define MTC_EMIT_SPELL_H

#include "emit/tree.h"
#include "expand/graph.h"

enum spell_place {
    SPELL_PROPERTY,     /* a truth value is an Fn::If of true and false */
    SPELL_CONDITION,    /* in Conditions: named conditions by reference, others inline */
    SPELL_RULE          /* in Rules, which cannot refer to Conditions: all inline */
};

/* A value where it stands. In the arena; borrows the value's strings. */
struct tree spell_value(struct arena *arena, struct value value, enum spell_place place);
/* The expression of a condition itself, as its entry in Conditions. */
struct tree spell_condition(struct arena *arena, const struct condition *condition, enum spell_place place);
/* A known scalar as a string, other values as spell_value does: for what
   CloudFormation compares or keeps as text. */
struct tree spell_as_text(struct arena *arena, struct value value, enum spell_place place);
/* Fields of a map that are there (not VALUE_NULL). */
bool spell_present(const struct value *value);

#endif
