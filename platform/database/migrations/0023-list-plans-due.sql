-- The end of the open support plan that is due first, in the list: so that what waits is found without reading plans.
alter table cases.listed add plan_due_on text collate "C";
alter table cases.listed disable trigger requires_entry;
update cases.listed l set plan_due_on = (
  select min(planned_end_date) from cases.support_plan p where p.case_id = l.case_id and p.actual_end_date is null);
alter table cases.listed enable trigger requires_entry;
