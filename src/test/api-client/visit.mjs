// What a program of a sub-account does, on HighLevel's own SDK: finds a contact, books it a free slot, looks at the
// pipelines. Prints every answer, as one JSON object. Whatever the SDK takes for an error ends it.
import { GHLValidationError, HighLevel } from '@gohighlevel/api-client';

const { GHL_BASE_URL: baseURL, GHL_TOKEN: privateIntegrationToken, GHL_LOCATION_ID: locationId } = process.env;
const [apiVersion, email, calendarName] = process.argv.slice(2);

// No option of the SDK sets its address. And it would ask a proxy of the environment for 127.0.0.1 too.
const api = new HighLevel({ privateIntegrationToken, apiVersion });
Object.assign(api.getHttpClient().defaults, { baseURL, proxy: false });

const search = await api.contacts.searchContactsAdvanced({
  locationId,
  pageLimit: 5,
  filters: [{ field: 'email', operator: 'eq', value: email }],
});
const { contact } = await api.contacts.getContact({ contactId: search.contacts[0].id });

const { calendars } = await api.calendars.getCalendars({ locationId });
const calendar = calendars.find(({ name }) => name === calendarName);
// From tomorrow: no slot begins while this runs.
const day = 24 * 60 * 60 * 1000;
const tomorrow = Date.now() + day;
const window = { calendarId: calendar.id, startDate: tomorrow, endDate: tomorrow + 10 * day };
const freeSlots = async () => Object.values(await api.calendars.getSlots(window)).flatMap(({ slots }) => slots ?? []);

const offered = await freeSlots();
const wish = { locationId, calendarId: calendar.id, contactId: contact.id, startTime: offered.at(-1) };
const booked = await api.calendars.createAppointment(wish);
const { event } = await api.calendars.getAppointment({ eventId: booked.id });
const left = await freeSlots();
const refusal = await api.calendars.createAppointment(wish).catch((error) => error);
const { pipelines } = await api.opportunities.getPipelines({ locationId });

console.log(JSON.stringify({
  search,
  contact,
  calendar,
  offered,
  booked,
  event,
  left,
  refusal: {
    recognised: refusal instanceof GHLValidationError,
    status: refusal.statusCode,
    message: refusal.message,
  },
  pipelines,
}));
