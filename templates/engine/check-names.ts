/**
 * Checks every name in a template against the data of its kind. Handlebars' strict mode lets
 * `{{#if misspelt}}` pass, and checks only the branches that are taken.
 */

import Handlebars from 'handlebars';
import { type DataShape, shapeOfMember, withoutNull } from './data-shape.ts';
import { HELPER_NAMES } from './handlebars.ts';

/** Returns one problem per unknown name, with the names that are known there. */
export function checkNames(source: string, root: DataShape): readonly string[] {
  const problems = new Set<string>();
  walk(Handlebars.parse(source).body, [root], (problem) => problems.add(problem));
  return [...problems];
}

type Report = (problem: string) => void;
/** The shapes of the contexts that `each` and `with` opened, outermost first. */
type Scopes = readonly DataShape[];

function walk(body: readonly hbs.AST.Statement[], scopes: Scopes, report: Report): void {
  for (const node of body) {
    if (isCall(node)) walkCall(node, scopes, report);
    else if (node.type !== 'ContentStatement' && node.type !== 'CommentStatement') {
      report('a partial is included as {{> name}} or {{> name parameter="text"}} only');
    }
  }
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

function isCall(node: hbs.AST.Node): node is Call {
  return ['MustacheStatement', 'BlockStatement', 'SubExpression'].includes(node.type);
}

function walkCall(call: Call, scopes: Scopes, report: Report): void {
  const { path, params, hash } = call;
  const values = [...params, ...(hash?.pairs ?? []).map((pair) => pair.value)];
  for (const value of values) walkValue(value, scopes, report);
  const name = isPath(path) ? path.original : '';
  if ('escaped' in call && !call.escaped) {
    report(`"${name}" must not be unescaped: write it in two braces, without &`);
  }
  const isHelperCall = values.length > 0 || isBlock(call) || call.type === 'SubExpression';
  if (!isHelperCall) walkValue(path, scopes, report);
  else if (!HELPER_NAMES.includes(name)) report(`there is no helper called "${name}"`);
  if (isBlock(call)) walkBlock(call, scopes, report);
}

function walkBlock(block: hbs.AST.BlockStatement, scopes: Scopes, report: Report): void {
  const opened = contextOf(block, scopes);
  walk(block.program?.body ?? [], opened ? [...scopes, opened] : scopes, report);
  walk(block.inverse?.body ?? [], scopes, report);
}

/** The context that `each` and `with` open; undefined for other blocks. */
function contextOf(
  { path, params }: hbs.AST.BlockStatement,
  scopes: Scopes,
): DataShape | undefined {
  const [subject] = params;
  const name = isPath(path) ? path.original : '';
  if (!subject || (name !== 'each' && name !== 'with')) return undefined;
  const shape = isPath(subject) ? shapeOf(subject, scopes) : shapeOfCall(subject, scopes);
  return (name === 'each' ? itemsOf(shape) : shape) ?? {};
}

function isBlock(call: Call): call is hbs.AST.BlockStatement {
  return call.type === 'BlockStatement';
}

function walkValue(value: hbs.AST.Node, scopes: Scopes, report: Report): void {
  if (isCall(value)) walkCall(value, scopes, report);
  if (!isPath(value) || shapeOf(value, scopes)) return;
  const scope = value.depth > 0 ? scopes.at(-1 - value.depth) : scopes.at(-1);
  const known = Object.keys(withoutNull(scope ?? {}).properties ?? {});
  report(`there is no "${value.original}" (known here: ${known.join(', ') || 'no names'})`);
}

/** Undefined if the name is unknown. */
function shapeOf(path: hbs.AST.PathExpression, scopes: Scopes): DataShape | undefined {
  if (path.data && path.parts[0] !== 'root') return {};
  const start = path.data ? scopes[0] : scopes.at(-1 - path.depth);
  const parts = path.data ? path.parts.slice(1) : path.parts;
  return parts.reduce<DataShape | undefined>(
    (shape, part) => shape && shapeOfMember(shape, part),
    start,
  );
}

/** `first list 3` and similar calls return their list's shape. */
function shapeOfCall(value: hbs.AST.Node, scopes: Scopes): DataShape | undefined {
  const [list] = isCall(value) ? value.params : [];
  return list && isPath(list) ? shapeOf(list, scopes) : {};
}

function itemsOf(shape: DataShape | undefined): DataShape | undefined {
  return shape && withoutNull(shape).items;
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression';
}
