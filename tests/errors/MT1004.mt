netwrok main {} #~ MT1004
