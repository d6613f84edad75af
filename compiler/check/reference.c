/* References: walks a value tree and visits each Ref and Fn::GetAtt in it, with
   the branches of Fn::If that stand around it. Allocates nothing; as deep on
   the C stack as the value is nested. For the rules about circles and about
   what may not exist. */
#include "check/rule.h"

static void visit_resource(struct value value, const struct resource *target, const struct fact *facts,
                           reference_visit *visit, void *context)
{
    struct reference reference = { target, value, facts };
    visit(context, &reference);
}

static void visit_choice(const struct value_choice *choice, const struct fact *facts, reference_visit *visit,
                         void *context)
{
    struct fact yes = { facts, choice->condition, true };
    struct fact no = { facts, choice->condition, false };
    references_of_value(choice->yes, &yes, visit, context);
    references_of_value(choice->no, &no, visit, context);
}

void references_of_value(struct value value, const struct fact *facts, reference_visit *visit, void *context)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_RESOURCE:
        visit_resource(value, value.resource, facts, visit, context);
        break;
    case VALUE_ATTRIBUTE:
        visit_resource(value, value.attribute->resource, facts, visit, context);
        break;
    case VALUE_LIST: case VALUE_CONCAT:
        for (uint32_t i = 0; i < value.count; i++)
            references_of_value(value.items[i], facts, visit, context);
        break;
    case VALUE_MAP:
        for (uint32_t i = 0; i < value.count; i++)
            references_of_value(value.fields[i].value, facts, visit, context);
        break;
    case VALUE_ZONE:
        references_of_value(value.zone->name, facts, visit, context);
        break;
    case VALUE_CHOICE:
        visit_choice(value.choice, facts, visit, context);
        break;
    case VALUE_INTRINSIC:
        references_of_value(value.intrinsic->argument, facts, visit, context);
        break;
    default:
        break;
    }
}

void references_of_resource(const struct resource *resource, const struct fact *facts, reference_visit *visit,
                            void *context)
{
    references_of_value(resource->properties, facts, visit, context);
    references_of_value(resource->attributes, facts, visit, context);
}
