import { describe, expect, it } from 'vitest';
import { findServices } from './services';

const github = { id: 'github', name: 'GitHub', searchWords: ['octocat', 'git'] };
const gitlab = { id: 'gitlab', name: 'GitLab', searchWords: ['git'] };
const sheets = { id: 'google-sheets', name: 'Google Sheets', searchWords: ['spreadsheet', 'excel'] };
const all = [sheets, gitlab, github];

describe('findServices', () => {
  it('finds by a search word', () => {
    expect(findServices(all, 'Excel')).toEqual([sheets]);
  });

  it('puts the exact name first', () => {
    expect(findServices(all, 'github')[0]).toBe(github);
  });

  it('keeps everything when nothing is typed', () => {
    expect(findServices(all, ' ')).toEqual(all);
  });
});
