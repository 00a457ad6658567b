-- A message whose reader has withdrawn consent since it was decided.
alter table notification drop constraint notification_state_check;
alter table notification add constraint notification_state_check check (state in
  ('planned', 'attempting', 'accepted', 'refused', 'unknown', 'stale', 'no_address', 'no_consent'));
