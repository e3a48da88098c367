-- addSubjects
insert into "subject" ("plan", "kind", "code", "created_seq") values ($1, $2, $3, $4) returning "id";

-- addDivisions
insert into "division" ("id", "level", "parent") values ($1, $2, $3) returning "id";

-- subjectIds
select "id", "code" from "subject" where "plan" = $1 and "kind" = $2;

-- subjectById
select "id", "kind", "code" from "subject" where "plan" = $1 and "id" = $2;
