/* Template: the sections of one stack and what stands in an entry of each.
   Made entry by entry on demand, so that memory does not grow with the
   template; nothing of the graph is changed. Called by the printers, which --dump
   template is one of.

   Sections and attributes: AWS CloudFormation User Guide, "Template sections",
   "Resource attribute reference", "Parameters section", "Outputs section",
   "AWS::CloudFormation::Interface". */
#include "emit/spell.h"
#include "emit/template.h"
#include "emit/walk.h"

/* A map under way. */
struct map_builder {
    struct arena *arena;
    VEC(struct tree_field) fields;
};

static void add(struct map_builder *map, struct text key, struct tree value)
{
    *VEC_ADD(map->arena, &map->fields) = (struct tree_field){ key, value };
}

static void add_value(struct map_builder *map, struct text key, struct value value)
{
    if (spell_present(&value))
        add(map, key, template_value(map->arena, value));
}

static struct tree built(const struct map_builder *map)
{
    return tree_map(map->fields.at, map->fields.count);
}

/* The lines of a ## description as one text. */
static void add_description(struct map_builder *map, const struct text *description)
{
    if (description && description->length)
        add(map, TEXT("Description"), tree_text(text_copy(map->arena, *description)));
}

static void add_condition(struct map_builder *map, const struct condition *condition)
{
    if (condition)
        add(map, TEXT("Condition"), tree_text(condition->name));
}

/* Resources */

/* The attributes in the order in which people write them; others follow. */
static const char *const attribute_order[] = {
    "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy", "Metadata",
};
enum { ATTRIBUTE_COUNT = sizeof attribute_order / sizeof *attribute_order };

static bool attribute_ordered(const struct atom *key)
{
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        if (text_equal_c(atom_text(key), attribute_order[i]))
            return true;
    return false;
}

static void add_attributes(struct map_builder *map, struct value attributes)
{
    if (!value_is(attributes, VALUE_MAP) || !attributes.count)
        return;
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
        const struct value *value = value_get_c(attributes, attribute_order[i]);
        if (value)
            add_value(map, text_of(attribute_order[i]), *value);
    }
    for (uint32_t i = 0; i < attributes.count; i++)
        if (!attribute_ordered(attributes.fields[i].key))
            add_value(map, atom_text(attributes.fields[i].key), attributes.fields[i].value);
}

static void add_depends(struct map_builder *map, const struct resource *resource)
{
    if (!resource->depends_count)
        return;
    struct tree *ids = arena_alloc(map->arena, resource->depends_count * sizeof *ids);
    for (size_t i = 0; i < resource->depends_count; i++)
        ids[i] = tree_string(resource->depends[i]->id);
    add(map, TEXT("DependsOn"),
        resource->depends_count == 1 ? ids[0] : tree_list(ids, resource->depends_count));
}

/* A resource's whole body: Type, Condition, DependsOn, Properties, … */
static struct tree resource_tree(struct arena *arena, const struct resource *resource)
{
    struct map_builder map = { .arena = arena };
    add(&map, TEXT("Type"), tree_atom(resource->type));
    add_condition(&map, resource->condition);
    add_depends(&map, resource);
    add_attributes(&map, resource->attributes);
    if (spell_present(&resource->properties)) {
        struct tree properties = template_value(arena, resource->properties);
        if (properties.count)
            add(&map, TEXT("Properties"), properties);
    }
    return built(&map);
}

/* Parameters */

/* A parameter's default or allowed value: a number where the parameter is one,
   else text. */
static struct tree parameter_value(struct arena *arena, const struct parameter *parameter, struct value value)
{
    struct text list;
    if (value_is(value, VALUE_LIST) && value_to_parameter(arena, value, &list))
        return tree_text(list);
    bool number = value_is(value, VALUE_INTEGER) || value_is(value, VALUE_NUMBER);
    if (number && strcmp(parameter->type, "Number") == 0)
        return template_value(arena, value);
    return spell_as_text(arena, value, SPELL_PROPERTY);
}

static void add_allowed(struct map_builder *map, const struct parameter *parameter)
{
    struct value allowed = parameter->allowed;
    if (!value_is(allowed, VALUE_LIST))
        return;
    struct tree *items = arena_alloc(map->arena, allowed.count * sizeof *items);
    for (uint32_t i = 0; i < allowed.count; i++)
        items[i] = parameter_value(map->arena, parameter, allowed.items[i]);
    add(map, TEXT("AllowedValues"), tree_list(items, allowed.count));
}

static struct tree template_parameter(struct arena *arena, const struct parameter *parameter)
{
    struct map_builder map = { .arena = arena };
    add(&map, TEXT("Type"), tree_string(parameter->type));
    add_description(&map, parameter->description);
    if (spell_present(&parameter->standard))
        add(&map, TEXT("Default"), parameter_value(arena, parameter, parameter->standard));
    add_allowed(&map, parameter);
    add_value(&map, TEXT("AllowedPattern"), parameter->pattern);
    add_value(&map, TEXT("ConstraintDescription"), parameter->message);
    add_value(&map, TEXT("MinLength"), parameter->min_length);
    add_value(&map, TEXT("MaxLength"), parameter->max_length);
    add_value(&map, TEXT("MinValue"), parameter->min);
    add_value(&map, TEXT("MaxValue"), parameter->max);
    if (parameter->secret)
        add(&map, TEXT("NoEcho"), (struct tree){ .kind = TREE_BOOL, .truth = true });
    return built(&map);
}

/* Metadata: the program's, and the console's interface from the parameters. */

static struct tree one_field(struct arena *arena, struct text key, struct tree value)
{
    struct tree_field *field = arena_alloc(arena, sizeof *field);
    *field = (struct tree_field){ key, value };
    return tree_map(field, 1);
}

/* {Label: {default: GROUP}, Parameters: [IDs]}, for the group that the
   parameter at `first` is the first of. */
static struct tree interface_group(struct arena *arena, const struct stack *stack, size_t first)
{
    struct value group = stack->parameters.at[first]->group;
    VEC(struct tree) ids = { 0 };
    for (size_t i = first; i < stack->parameters.count; i++)
        if (value_equal(stack->parameters.at[i]->group, group))
            *VEC_ADD(arena, &ids) = tree_string(stack->parameters.at[i]->id);
    struct map_builder map = { .arena = arena };
    add(&map, TEXT("Label"), one_field(arena, TEXT("default"), template_value(arena, group)));
    add(&map, TEXT("Parameters"), tree_list(ids.at, ids.count));
    return built(&map);
}

static bool interface_group_new(const struct stack *stack, size_t at)
{
    struct value group = stack->parameters.at[at]->group;
    if (!spell_present(&group))
        return false;
    for (size_t i = 0; i < at; i++)
        if (value_equal(stack->parameters.at[i]->group, group))
            return false;
    return true;
}

/* The interface, empty where no parameter has a group or a label. What the
   program wrote of it stays as written. */
static struct tree template_interface(struct arena *arena, const struct stack *stack, const struct value *written)
{
    struct map_builder map = { .arena = arena }, labels = { .arena = arena };
    VEC(struct tree) groups = { 0 };
    for (size_t i = 0; i < stack->parameters.count; i++) {
        const struct parameter *parameter = stack->parameters.at[i];
        if (interface_group_new(stack, i))
            *VEC_ADD(arena, &groups) = interface_group(arena, stack, i);
        if (spell_present(&parameter->label))
            add(&labels, text_of(parameter->id),
                one_field(arena, TEXT("default"), template_value(arena, parameter->label)));
    }
    bool is_map = written && value_is(*written, VALUE_MAP);
    if (groups.count && !(is_map && value_get_c(*written, "ParameterGroups")))
        add(&map, TEXT("ParameterGroups"), tree_list(groups.at, groups.count));
    if (labels.fields.count && !(is_map && value_get_c(*written, "ParameterLabels")))
        add(&map, TEXT("ParameterLabels"), built(&labels));
    for (uint32_t i = 0; is_map && i < written->count; i++)
        add_value(&map, atom_text(written->fields[i].key), written->fields[i].value);
    return built(&map);
}

/* Outputs */

static struct tree template_output(struct arena *arena, const struct stack_output *output)
{
    struct map_builder map = { .arena = arena };
    add_description(&map, output->description);
    add_condition(&map, output->condition);
    add(&map, TEXT("Value"), spell_as_text(arena, output->value, SPELL_PROPERTY));
    if (spell_present(&output->export))
        add(&map, TEXT("Export"), one_field(arena, TEXT("Name"), template_value(arena, output->export)));
    return built(&map);
}

/* The walk */

struct walk {
    struct arena *scratch;
    const struct template_visitor *visitor;
    void *context;
    struct text section;    /* of the entries that come */
    bool open;              /* it was opened: an entry has come */
};

static bool walk_value(struct walk *walk, struct text section, struct tree value)
{
    return walk->visitor->value(walk->context, section, &value);
}

static void walk_section(struct walk *walk, struct text section)
{
    walk->section = section;
    walk->open = false;
}

static bool walk_entry(struct walk *walk, struct text key, struct tree body)
{
    if (!walk->open && !walk->visitor->open(walk->context, walk->section))
        return false;
    walk->open = true;
    return walk->visitor->entry(walk->context, key, &body);
}

static bool walk_close(struct walk *walk)
{
    return !walk->open || walk->visitor->close(walk->context);
}

static bool walk_head(struct walk *walk, const struct stack *stack)
{
    if (!walk_value(walk, TEXT("AWSTemplateFormatVersion"), tree_string("2010-09-09")))
        return false;
    if (stack->description.length
        && !walk_value(walk, TEXT("Description"), tree_text(text_copy(walk->scratch, stack->description))))
        return false;
    return !spell_present(&stack->transform)
        || walk_value(walk, TEXT("Transform"), template_value(walk->scratch, stack->transform));
}

static bool walk_metadata(struct walk *walk, const struct stack *stack)
{
    const char *const interface_key = "AWS::CloudFormation::Interface";
    bool is_map = value_is(stack->metadata, VALUE_MAP);
    const struct value *written = is_map ? value_get_c(stack->metadata, interface_key) : NULL;
    struct tree interface = template_interface(walk->scratch, stack, written);
    walk_section(walk, TEXT("Metadata"));
    if (interface.count && !walk_entry(walk, text_of(interface_key), interface))
        return false;
    for (uint32_t i = 0; is_map && i < stack->metadata.count; i++) {
        const struct value_field *field = &stack->metadata.fields[i];
        if (&field->value == written || !spell_present(&field->value))
            continue;
        if (!walk_entry(walk, atom_text(field->key), template_value(walk->scratch, field->value)))
            return false;
    }
    return walk_close(walk);
}

static bool walk_parameters(struct walk *walk, const struct stack *stack)
{
    walk_section(walk, TEXT("Parameters"));
    for (size_t i = 0; i < stack->parameters.count; i++) {
        const struct parameter *parameter = stack->parameters.at[i];
        if (!walk_entry(walk, text_of(parameter->id), template_parameter(walk->scratch, parameter)))
            return false;
    }
    return walk_close(walk);
}

static bool walk_mappings(struct walk *walk, const struct stack *stack)
{
    walk_section(walk, TEXT("Mappings"));
    for (size_t i = 0; i < stack->mappings.count; i++) {
        const struct mapping *mapping = stack->mappings.at[i];
        if (!walk_entry(walk, text_of(mapping->id), template_value(walk->scratch, mapping->table)))
            return false;
    }
    return walk_close(walk);
}

static bool walk_conditions(struct walk *walk, const struct stack *stack)
{
    walk_section(walk, TEXT("Conditions"));
    for (size_t i = 0; i < stack->conditions.count; i++) {
        const struct condition *condition = stack->conditions.at[i];
        if (!walk_entry(walk, condition->name, spell_condition(walk->scratch, condition, SPELL_CONDITION)))
            return false;
    }
    return walk_close(walk);
}

static bool walk_rules(struct walk *walk, const struct stack *stack)
{
    walk_section(walk, TEXT("Rules"));
    for (size_t i = 0; i < stack->rules.count; i++) {
        const struct rule *rule = stack->rules.at[i];
        if (!walk_entry(walk, text_of(rule->id), spell_value(walk->scratch, rule->body, SPELL_RULE)))
            return false;
    }
    return walk_close(walk);
}

static bool walk_resources(struct walk *walk, const struct stack *stack)
{
    walk_section(walk, TEXT("Resources"));
    for (size_t i = 0; i < stack->resources.count; i++) {
        const struct resource *resource = stack->resources.at[i];
        if (!walk_entry(walk, text_of(resource->id), resource_tree(walk->scratch, resource)))
            return false;
    }
    return walk_close(walk);
}

static bool walk_outputs(struct walk *walk, const struct stack *stack)
{
    walk_section(walk, TEXT("Outputs"));
    for (size_t i = 0; i < stack->outputs.count; i++) {
        const struct stack_output *output = stack->outputs.at[i];
        if (!walk_entry(walk, text_of(output->id), template_output(walk->scratch, output)))
            return false;
    }
    return walk_close(walk);
}

/* A template that was read keeps its order and whatever stands in it. */
static bool walk_written(struct walk *walk, const struct stack *stack)
{
    for (uint32_t i = 0; i < stack->written.count; i++) {
        const struct value_field *section = &stack->written.fields[i];
        struct text name = atom_text(section->key);
        if (!value_is(section->value, VALUE_MAP) || !section->value.count) {
            if (!walk_value(walk, name, template_value(walk->scratch, section->value)))
                return false;
            continue;
        }
        walk_section(walk, name);
        for (uint32_t j = 0; j < section->value.count; j++) {
            const struct value_field *entry = &section->value.fields[j];
            if (!walk_entry(walk, atom_text(entry->key), template_value(walk->scratch, entry->value)))
                return false;
        }
        if (!walk_close(walk))
            return false;
    }
    return true;
}

bool template_walk(struct arena *scratch, const struct stack *stack,
                   const struct template_visitor *visitor, void *context)
{
    struct walk walk = { .scratch = scratch, .visitor = visitor, .context = context };
    if (value_is(stack->written, VALUE_MAP))
        return walk_written(&walk, stack);
    return walk_head(&walk, stack) && walk_metadata(&walk, stack) && walk_parameters(&walk, stack)
        && walk_mappings(&walk, stack) && walk_conditions(&walk, stack) && walk_rules(&walk, stack)
        && walk_resources(&walk, stack) && walk_outputs(&walk, stack);
}
