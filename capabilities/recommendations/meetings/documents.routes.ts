import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { authorise } from '#kernel/policy/policy.ts'
import { findFile, keepFile, writeFile } from '#platform/files/files.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { object, optional, text, uuid } from '#platform/http/shape.ts'
import { idOf } from '../stable-id.ts'
import { meetingPolicies } from './meetings.policy.ts'
import { documentFields, itemNumber, ofMeeting } from './meetings.shapes.ts'
import { getMeeting } from './meetings.store.ts'
import { listDocuments, putDocument, takeDocumentAway } from './papers.store.ts'
import { mayRead } from './permitted.ts'

/** The papers before a meeting: by symbol, link or sealed file. */
export function documentRoutes(server: RouteServer, { files }: Pick<RouteContext, 'files'>): void {
  server.write(
    'POST',
    '/api/meetings/:meetingId/documents',
    {
      summary: 'Put a document before the meeting by its symbol or a link',
      caller: 'signed-in',
      params: ofMeeting,
      body: object(documentFields),
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ params, body, write, actId }) => ({
      id: await write(async tx =>
        putDocument(tx, await getMeeting(tx, params.meetingId), { ...body, fileId: null }, actId),
      ),
    }),
  )
  server.write(
    'POST',
    '/api/meetings/:meetingId/documents/file',
    {
      summary: 'Put a document before the meeting as a file',
      caller: 'signed-in',
      cost: 20,
      params: ofMeeting,
      query: {
        kind: documentFields.kind,
        title: optional(text({ max: 500 })),
        symbol: optional(text({ max: 500 })),
        item: optional(itemNumber),
      },
      upload: {},
      answer: object({ id: uuid }),
      status: 201,
    },
    async asked => {
      const { caller, params, query, actId } = asked
      const meeting = await asked.read(tx => getMeeting(tx, params.meetingId))
      authorise(caller, 'meeting-document.add', meetingPolicies['meeting-document.add'], meeting)
      const { fileName, bytes } = await asked.upload()
      const file = await writeFile(files, randomUUID(), fileName, bytes)
      const document = {
        kind: query.kind,
        title: query.title?.trim() || fileName,
        symbol: query.symbol?.trim() || null,
        link: null,
        item: query.item ?? null,
        fileId: file.id,
      }
      return {
        id: await asked.write(async tx => {
          await keepFile(tx, file, idOf('file', actId))
          return putDocument(tx, meeting, document, actId)
        }),
      }
    },
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId/documents/:documentId/file',
    {
      summary: 'The file of a document',
      caller: 'signed-in',
      cost: 5,
      params: { ...ofMeeting, documentId: uuid },
      answer: 'file',
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      const file = await read(async tx => {
        const [document] = await listDocuments(tx, params.meetingId, params.documentId)
        return findFile(tx, files, found(found(document).fileId))
      })
      const { name, content } = found(file)
      return { fileName: name, mediaType: 'application/octet-stream', body: Readable.from(content()) }
    },
  )
  server.write(
    'DELETE',
    '/api/meetings/:meetingId/documents/:documentId',
    {
      summary: 'Take a document back',
      caller: 'signed-in',
      params: { ...ofMeeting, documentId: uuid },
      answer: 'nothing',
    },
    ({ params, write, actId }) =>
      write(async tx =>
        takeDocumentAway(tx, await getMeeting(tx, params.meetingId), params.documentId, actId),
      ),
  )
}
