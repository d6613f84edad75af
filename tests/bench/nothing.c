/* A program that does nothing, linked against what mtc is linked against and in
   the same way: the least that any process of mtc's kind costs. The condition is
   never true, and no compiler can know it. */
#include <cjson/cJSON.h>
#include <yaml.h>

int main(int count, char **words)
{
    (void)words;
    if (count > 1000) {
        yaml_emitter_t emitter;
        return yaml_emitter_initialize(&emitter) + (cJSON_CreateObject() != NULL);
    }
    return 0;
}
