"""Words of templates in which mistakes are told."""


def ref(name):
    """A resource's; of one that stood before (Other…), the parameter's."""
    return {'Ref': name}


def item(kind, **properties):
    """A resource."""
    return {'Type': kind, 'Properties': properties}
